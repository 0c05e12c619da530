package io.polyvisor.libvirt;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Bytes between the event loop, which puts them, and a reader; it asks for a pause when nobody reads. */
final class StreamInbox {

    static final int END = -1;

    private static final int FULL = 256 * 1024;
    private static final int HALF = FULL / 2;

    private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
    private int waiting;
    private boolean ended;
    private @Nullable LibvirtFailure failure;

    synchronized void put(byte[] data, int length) {
        chunks.add(ByteBuffer.wrap(data, 0, length));
        waiting += length;
        notifyAll();
    }

    synchronized boolean isFull() {
        return waiting >= FULL;
    }

    synchronized boolean hasRoomAgain() {
        return waiting <= HALF;
    }

    /** No bytes will follow: because all came, or because of a failure that readers are told after the bytes. */
    synchronized void end(@Nullable LibvirtFailure reason) {
        if (!ended) {
            ended = true;
            failure = reason;
            notifyAll();
        }
    }

    /** This side is no longer interested: nothing more is delivered. */
    synchronized void discard(LibvirtFailure reason) {
        chunks.clear();
        waiting = 0;
        ended = true;
        failure = reason;
        notifyAll();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** libvirt takes bytes for a stream that is over, and drops them. */
    synchronized void requireGoingOn(String function) {
        if (ended) {
            LibvirtFailure reason = failure;
            throw reason != null ? reason : new ConnectionClosedFailure("the stream", function);
        }
    }

    /** How many bytes were moved; 0 if none came in time, {@link #END} at the end. */
    synchronized int take(ByteBuffer into, Duration deadline) throws InterruptedException {
        long until = System.nanoTime() + deadline.toNanos();
        while (chunks.isEmpty() && !ended) {
            long millis = Deadlines.millisUntil(until);
            if (millis <= 0) {
                return 0;
            }
            wait(millis);
        }
        return chunks.isEmpty() ? atEnd() : move(into);
    }

    private int atEnd() {
        LibvirtFailure reason = failure;
        if (reason != null) {
            throw reason;
        }
        return END;
    }

    private int move(ByteBuffer into) {
        int moved = 0;
        while (into.hasRemaining() && !chunks.isEmpty()) {
            ByteBuffer chunk = chunks.getFirst();
            int part = Math.min(into.remaining(), chunk.remaining());
            into.put(chunk.slice(chunk.position(), part));
            chunk.position(chunk.position() + part);
            moved += part;
            if (!chunk.hasRemaining()) {
                chunks.removeFirst();
            }
        }
        waiting -= moved;
        return moved;
    }
}
