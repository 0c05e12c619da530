package io.polyvisor.internal;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Names Polyvisor's threads, so that a thread dump tells whose they are. All are daemons: they never keep a JVM alive. */
final class Threads {

    private Threads() {}

    static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + " " + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
