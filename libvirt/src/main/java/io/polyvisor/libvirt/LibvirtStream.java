package io.polyvisor.libvirt;

import com.sun.jna.Pointer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StreamPointer;

/**
 * A channel of bytes to a console or a volume; to be closed.
 *
 * <p>Non-blocking below: a blocking {@code virStreamRecv} beside any other call on the same connection hangs both for
 * ever, now and then. So the event loop fetches what came, and readers wait in Java, each with a deadline. Needs the event
 * loop. One reader and one writer at a time; closing is free to all.
 */
public final class LibvirtStream extends NativeHandle<StreamPointer> {

    private static final Logger LOG = System.getLogger(LibvirtStream.class.getName());

    private static final int NONBLOCK = 1;
    private static final int READABLE = 1;
    private static final int WRITABLE = 1 << 1;
    private static final int BROKEN = 1 << 2 | 1 << 3;
    private static final int WOULD_BLOCK = -2;
    private static final int CHUNK = 64 * 1024;

    private final int always;
    private final StreamInbox inbox = new StreamInbox();
    private final Object interestLock = new Object();
    private boolean listening;
    private boolean paused;
    private boolean awaitsWritable;
    private volatile boolean over;

    private LibvirtStream(CallDoor door, StreamPointer pointer, boolean reads) {
        super(door, pointer, "the stream");
        this.always = reads ? READABLE | BROKEN : BROKEN;
    }

    /** Makes a stream, lets {@code function} connect it, and listens if it is to be read. */
    static LibvirtStream open(
            CallDoor door,
            ConnectionPointer connection,
            String function,
            boolean reads,
            ToIntFunction<StreamPointer> connect) {
        return door.inside(function, () -> {
            StreamPointer pointer = door.libvirt().virStreamNew(connection, NONBLOCK);
            if (pointer == null) {
                throw NativeErrors.last(door.libvirt(), "virStreamNew");
            }
            LibvirtStream stream = new LibvirtStream(door, pointer, reads);
            try {
                stream.over = true;
                stream.effect(function, connect);
                stream.over = false;
                stream.listen();
                return stream;
            } catch (LibvirtFailure failure) {
                stream.close();
                throw failure;
            }
        });
    }

    private void listen() {
        Pointer opaque = StreamCallback.admit(this);
        effect(
                "virStreamEventAddCallback",
                stream -> libvirt().virStreamEventAddCallback(stream, always, StreamCallback.INSTANCE, opaque, null));
        synchronized (interestLock) {
            listening = true;
        }
    }

    /**
     * Moves bytes that came into {@code into}.
     *
     * @return how many; 0 if none came before the deadline; -1 if the other side ended it and all was read
     * @throws LibvirtFault if the stream broke, after what came before was read
     * @throws ConnectionClosedFailure if it was closed on this side
     * @throws InterruptedException if interrupted while waiting; no byte is lost by it
     */
    public int read(ByteBuffer into, Duration deadline) throws InterruptedException {
        int moved = inbox.take(into, deadline);
        if (moved > 0) {
            resumeIfPaused();
        }
        return moved;
    }

    /**
     * Sends bytes of {@code from} until none is left or the deadline passes; what was sent is behind its position.
     *
     * @return how many; they left for the daemon, which {@link #finish()} confirms
     * @throws LibvirtFault if the stream broke
     * @throws ConnectionClosedFailure if it was closed on this side, or ended on the other
     * @throws InterruptedException if interrupted while waiting; what was sent is behind the position
     */
    public int write(ByteBuffer from, Duration deadline) throws InterruptedException {
        long until = System.nanoTime() + deadline.toNanos();
        int written = 0;
        while (from.hasRemaining()) {
            inbox.requireGoingOn("virStreamSend");
            int sent = send(from);
            if (sent >= 0) {
                written += sent;
            } else if (!awaitWritable(until)) {
                return written;
            }
        }
        return written;
    }

    private int send(ByteBuffer from) {
        byte[] chunk = new byte[Math.min(from.remaining(), CHUNK)];
        from.get(from.position(), chunk);
        int sent = transfer("virStreamSend", stream -> libvirt().virStreamSend(stream, chunk, new SizeT(chunk.length)));
        if (sent > 0) {
            from.position(from.position() + sent);
        }
        return sent;
    }

    private int transfer(String function, ToIntFunction<StreamPointer> call) {
        return using(function, stream -> door().transfer(function, WOULD_BLOCK, () -> call.applyAsInt(stream)));
    }

    private boolean awaitWritable(long until) throws InterruptedException {
        synchronized (interestLock) {
            awaitsWritable = true;
            showInterest();
            while (awaitsWritable && !inbox.isEnded()) {
                long millis = Deadlines.millisUntil(until);
                if (millis <= 0) {
                    return false;
                }
                interestLock.wait(millis);
            }
            return true;
        }
    }

    /**
     * Ends a transfer in order: returns when the daemon has everything that was written.
     *
     * @throws LibvirtFault if it could not keep it, or the stream broke before
     */
    public void finish() {
        over = true;
        effect("virStreamFinish", stream -> libvirt().virStreamFinish(stream));
    }

    // On the event loop from here

    void happened(int events) {
        ifUsable(stream -> {
            if ((events & (READABLE | BROKEN)) != 0) {
                fetch(stream, (events & BROKEN) != 0);
            }
            if ((events & WRITABLE) != 0 || inbox.isEnded()) {
                nowWritable();
            }
        });
    }

    private void fetch(StreamPointer stream, boolean broken) {
        while (!inbox.isEnded()) {
            if (inbox.isFull()) {
                pause();
                return;
            }
            byte[] chunk = new byte[CHUNK];
            int length = libvirt().virStreamRecv(stream, chunk, new SizeT(CHUNK));
            if (length > 0) {
                inbox.put(chunk, length);
            } else if (length == WOULD_BLOCK && !broken) {
                return;
            } else {
                end(length == -1 ? NativeErrors.last(libvirt(), "virStreamRecv") : null);
            }
        }
    }

    private void end(@Nullable LibvirtFault fault) {
        inbox.end(fault);
        synchronized (interestLock) {
            showInterest();
        }
    }

    private void pause() {
        synchronized (interestLock) {
            // A reader that made room since the check would not know that it has to resume.
            paused = inbox.isFull();
            showInterest();
        }
    }

    private void nowWritable() {
        synchronized (interestLock) {
            awaitsWritable = false;
            interestLock.notifyAll();
            showInterest();
        }
    }

    // On any thread

    private void resumeIfPaused() {
        synchronized (interestLock) {
            if (paused && inbox.hasRoomAgain()) {
                paused = false;
                showInterest();
            }
        }
    }

    /** A remote stream calls back without end for an event that holds, so interest is only shown while it matters. */
    private void showInterest() {
        if (!listening) {
            return;
        }
        int wanted = (paused ? always & ~READABLE : always) | (awaitsWritable ? WRITABLE : 0);
        int events = inbox.isEnded() ? 0 : wanted;
        ifUsable(stream -> {
            if (libvirt().virStreamEventUpdateCallback(stream, events) < 0) {
                inbox.end(NativeErrors.last(libvirt(), "virStreamEventUpdateCallback"));
            }
        });
    }

    @Override
    void beforeRelease(StreamPointer stream) {
        StreamCallback.dismiss(this);
        synchronized (interestLock) {
            if (listening) {
                listening = false;
                quietly("virStreamEventRemoveCallback", libvirt().virStreamEventRemoveCallback(stream));
            }
            interestLock.notifyAll();
        }
        inbox.discard(new ConnectionClosedFailure("the stream", "read"));
        if (!over) {
            over = true;
            door().counter().count("virStreamAbort");
            quietly("virStreamAbort", libvirt().virStreamAbort(stream));
        }
    }

    private void quietly(String function, int result) {
        if (result < 0) {
            // The usual reason is that the daemon, and the stream with it, is gone.
            LOG.log(Level.DEBUG, "a stream ended unclean", NativeErrors.last(libvirt(), function));
        }
    }

    @Override
    int free(LibvirtNative libvirt, StreamPointer stream) {
        return libvirt.virStreamFree(stream);
    }
}
