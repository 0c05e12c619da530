package io.polyvisor.libvirt;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps calls and the end of a connection apart: calls hold the read side, closing takes the write side for good.
 *
 * <p>Freeing or closing a native object while another thread is inside a call on it kills the process, so nothing native
 * happens outside this gate. Entering never waits: once closing began it fails.
 */
final class CallGate {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean closing;

    /** Whether the caller is inside now, and must {@link #leave()}. A thread that is inside may enter again. */
    boolean enter() {
        // tryLock, as lock() would queue behind a closing writer that itself waits for a stuck call.
        return !closing && lock.readLock().tryLock();
    }

    void leave() {
        lock.readLock().unlock();
    }

    /** Shuts the gate and waits for those inside; whether all left before the deadline. Never opens again. */
    boolean shut(Duration deadline) throws InterruptedException {
        closing = true;
        return lock.writeLock().tryLock(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isShut() {
        return closing;
    }
}
