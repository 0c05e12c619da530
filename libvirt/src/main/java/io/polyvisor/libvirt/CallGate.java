package io.polyvisor.libvirt;

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

    /** Shuts the gate for good, and returns when the last of those inside left, which may be never. */
    void shut() {
        closing = true;
        lock.writeLock().lock();
    }

    boolean isShut() {
        return closing;
    }
}
