package io.polyvisor.vsphere;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Asks the service something now and then, so that a session that nobody uses for a while does not end. */
final class KeepAlive implements AutoCloseable {
    private final Runnable ask;
    private final ScheduledThreadPoolExecutor thread;

    KeepAlive(Runnable ask, String host) {
        this.ask = ask;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "polyvisor vsphere keep-alive " + host);
            made.setDaemon(true);
            return made;
        });
    }

    void begin(Duration period) {
        Object unused = thread.scheduleWithFixedDelay(ask, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        Object unused = thread.shutdownNow();
    }
}
