package io.polyvisor.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code virStreamEventCallback}: a constant of the process, so that libvirt never calls code that is gone; the opaque
 * pointer carries the number of the stream that an event is for.
 */
final class StreamCallback implements Callback {

    static final StreamCallback INSTANCE = new StreamCallback();

    private static final Logger LOG = System.getLogger(StreamCallback.class.getName());
    private static final AtomicLong NEXT = new AtomicLong(1);
    private static final Map<Long, LibvirtStream> LISTENING = new ConcurrentHashMap<>();

    private StreamCallback() {}

    /** The opaque pointer with which events go to {@code stream}. */
    static Pointer admit(LibvirtStream stream) {
        long number = NEXT.getAndIncrement();
        LISTENING.put(number, stream);
        return new Pointer(number);
    }

    /** Late events of that stream are dropped. */
    static void dismiss(LibvirtStream stream) {
        LISTENING.values().remove(stream);
    }

    /** Called by libvirt, on the event loop. */
    public void invoke(Pointer stream, int events, @Nullable Pointer opaque) {
        LibvirtStream listener = LISTENING.get(Pointer.nativeValue(opaque));
        if (listener == null) {
            return;
        }
        try {
            listener.happened(events);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a stream's event was lost", e);
        }
    }
}
