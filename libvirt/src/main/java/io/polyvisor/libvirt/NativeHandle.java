package io.polyvisor.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.PointerType;
import com.sun.jna.ptr.PointerByReference;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;

/**
 * A native object that is freed exactly once: by the last of its users after {@link #close()}, or with its connection.
 *
 * <p>libvirt's free functions are not idempotent, and freeing below a running call ends the process; so calls hold a
 * count, close gives up the owner's, and whoever brings it to zero frees. There is no finalizer: a handle that is not
 * closed shows in the connection's count until the connection closes.
 */
abstract class NativeHandle<P extends PointerType> implements AutoCloseable {

    private static final Logger LOG = System.getLogger(NativeHandle.class.getName());

    private final CallDoor door;
    private final P pointer;
    private final String what;
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicBoolean released = new AtomicBoolean();

    /** Must run inside the door, so that the connection cannot close between the object's birth and its registration. */
    NativeHandle(CallDoor door, P pointer, String what) {
        this.door = door;
        this.pointer = pointer;
        this.what = what;
        door.handles().add(this);
    }

    /** The native free function; called once, inside the gate, when nobody uses the object. */
    abstract int free(LibvirtNative libvirt, P object);

    /** What has to happen, inside the gate, before the owner's count is given up; at most once. */
    void beforeRelease(P object) {}

    final CallDoor door() {
        return door;
    }

    final LibvirtNative libvirt() {
        return door.libvirt();
    }

    final int number(String function, ToIntFunction<P> call) {
        return using(function, p -> door.number(function, () -> call.applyAsInt(p)));
    }

    /** A call for its effect only. */
    final void effect(String function, ToIntFunction<P> call) {
        int result = number(function, call);
        assert result >= 0;
    }

    final boolean truth(String function, ToIntFunction<P> call) {
        return number(function, call) > 0;
    }

    final String text(String function, Function<P, @Nullable CString> call) {
        return using(function, p -> door.text(function, () -> call.apply(p)));
    }

    final <Q extends PointerType, R> R object(String function, Function<P, @Nullable Q> call, Function<Q, R> wrap) {
        return using(function, p -> door.object(function, () -> call.apply(p), wrap));
    }

    /** A string that the object itself holds: not a call to the daemon, so not counted; null is a fault. */
    final String known(String function, Function<P, @Nullable String> read) {
        return using(function, p -> {
            String value = read.apply(p);
            if (value == null) {
                throw NativeErrors.last(libvirt(), function);
            }
            return value;
        });
    }

    /** A call that allocates an array of native objects; each goes to {@code take}, which owns it from then on. */
    final <R> List<R> list(String function, ToIntBiFunction<P, PointerByReference> call, Function<Pointer, R> take) {
        return using(function, p -> door.list(function, array -> call.applyAsInt(p, array), take));
    }

    /** Runs {@code body} while neither the connection can be closed nor this object be freed. */
    final <R> R using(String function, Function<P, R> body) {
        return door.inside(function, () -> {
            if (!acquire()) {
                throw new ConnectionClosedFailure(what, function);
            }
            try {
                return body.apply(pointer);
            } finally {
                release();
            }
        });
    }

    /** Runs {@code body} if that is still possible; for callbacks, which must not throw. */
    final void ifUsable(Consumer<P> body) {
        if (!door.gate().enter()) {
            return;
        }
        try {
            if (acquire()) {
                try {
                    body.accept(pointer);
                } finally {
                    release();
                }
            }
        } finally {
            door.gate().leave();
        }
    }

    /**
     * Gives the object up; it is freed when the last running call on it came back. Idempotent, thread-safe, and without
     * effect after the connection closed, which frees everything that it can.
     */
    @Override
    public void close() {
        if (!door.gate().enter()) {
            return;
        }
        try {
            closeInsideGate();
        } finally {
            door.gate().leave();
        }
    }

    /** For the closing connection, which holds the gate for good. */
    final void closeInsideGate() {
        if (released.compareAndSet(false, true)) {
            try {
                beforeRelease(pointer);
            } finally {
                release();
            }
        }
    }

    private boolean acquire() {
        int seen = users.get();
        while (seen > 0 && !released.get()) {
            if (users.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = users.get();
        }
        return false;
    }

    private void release() {
        if (users.decrementAndGet() == 0) {
            door.handles().remove(this);
            if (free(door.libvirt(), pointer) < 0) {
                LOG.log(Level.WARNING, "could not free " + what, NativeErrors.last(door.libvirt(), "free"));
            }
        }
    }
}
