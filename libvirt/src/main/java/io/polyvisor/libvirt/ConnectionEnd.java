package io.polyvisor.libvirt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.libvirt.jna.ConnectionPointer;

/**
 * Closes a connection once, on a thread of its own: running calls may never come back, and libvirt's farewell to the daemon
 * may never be answered. That thread goes on when the caller's deadline has passed, so that a daemon which recovers later
 * leaves nothing behind.
 */
final class ConnectionEnd {

    private static final Logger LOG = System.getLogger(ConnectionEnd.class.getName());
    private static final AtomicInteger ABANDONED = new AtomicInteger();

    private final CallDoor door;
    private final ConnectionPointer pointer;
    private final ConnectionWatch watch;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch finished = new CountDownLatch(1);
    private boolean abandoned;
    private boolean done;

    ConnectionEnd(CallDoor door, ConnectionPointer pointer, ConnectionWatch watch) {
        this.door = door;
        this.pointer = pointer;
        this.watch = watch;
    }

    static int abandonedConnections() {
        return ABANDONED.get();
    }

    synchronized boolean isAbandoned() {
        return abandoned;
    }

    void close(Duration deadline) {
        if (begun.compareAndSet(false, true)) {
            Thread closer = new Thread(this::shutAndFree, "polyvisor-libvirt-close");
            closer.setDaemon(true);
            closer.start();
        }
        try {
            if (!finished.await(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                abandonUnlessDone("the deadline passed");
            }
        } catch (InterruptedException e) {
            abandonUnlessDone("closing was interrupted");
            Thread.currentThread().interrupt();
        }
    }

    private void shutAndFree() {
        door.gate().shut();
        free();
        finish();
    }

    /** From here on nobody else is inside libvirt on behalf of this connection, and nobody can come in. */
    private void free() {
        watch.end();
        door.handles().snapshot().forEach(NativeHandle::closeInsideGate);
        int references = door.libvirt().virConnectClose(pointer);
        if (references < 0) {
            LOG.log(Level.WARNING, "closing failed", NativeErrors.last(door.libvirt(), "virConnectClose"));
        } else if (references > 0) {
            LOG.log(Level.WARNING, "libvirt keeps a closed connection open, {0} references are left", references);
        }
    }

    private synchronized void finish() {
        done = true;
        finished.countDown();
        if (abandoned) {
            abandoned = false;
            ABANDONED.decrementAndGet();
        }
    }

    private synchronized void abandonUnlessDone(String reason) {
        if (!done && !abandoned) {
            abandoned = true;
            ABANDONED.incrementAndGet();
            LOG.log(Level.WARNING, "a connection is left to itself: {0} {1}", reason, door.running());
        }
    }
}
