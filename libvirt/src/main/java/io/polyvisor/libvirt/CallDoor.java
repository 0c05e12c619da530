package io.polyvisor.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.PointerType;
import com.sun.jna.ptr.PointerByReference;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;

/**
 * The one door through which a connection's native calls go: it keeps them apart from closing, counts them, knows which
 * are running, and turns a failed one into the fault that libvirt left on this thread.
 */
final class CallDoor {

    private record Entry(String function, long since) {}

    private final LibvirtNative libvirt;
    private final CallGate gate = new CallGate();
    private final CallCounter counter = new CallCounter();
    private final HandleRegistry handles = new HandleRegistry();
    private final Map<Thread, Entry> running = new ConcurrentHashMap<>();

    CallDoor(LibvirtNative libvirt) {
        this.libvirt = libvirt;
    }

    LibvirtNative libvirt() {
        return libvirt;
    }

    CallGate gate() {
        return gate;
    }

    CallCounter counter() {
        return counter;
    }

    HandleRegistry handles() {
        return handles;
    }

    /** A call whose negative result means failure. */
    int number(String function, IntSupplier call) {
        return inside(function, () -> {
            int result = counted(function, call::getAsInt);
            if (result < 0) {
                throw NativeErrors.last(libvirt, function);
            }
            return result;
        });
    }

    /** A call whose zero means failure, such as amounts of memory. */
    long amount(String function, LongSupplier call) {
        return inside(function, () -> {
            long result = counted(function, call::getAsLong);
            if (result == 0) {
                throw NativeErrors.last(libvirt, function);
            }
            return result;
        });
    }

    /** A call that gives a string of its own, which is freed, or null for failure. */
    String text(String function, Supplier<@Nullable CString> call) {
        // CString.toString copies and frees.
        return object(function, call, CString::toString);
    }

    /** A call that gives a native object, or null for failure; {@code wrap} runs before the connection can be closed. */
    <P extends PointerType, R> R object(String function, Supplier<@Nullable P> call, Function<P, R> wrap) {
        return inside(function, () -> {
            P result = counted(function, call);
            if (result == null) {
                throw NativeErrors.last(libvirt, function);
            }
            return wrap.apply(result);
        });
    }

    /** A call whose result is a number of no interest, negative for failure. */
    void effect(String function, IntSupplier call) {
        int result = number(function, call);
        assert result >= 0;
    }

    /** A call that moves bytes, of which none is a round trip: noted while it runs but not counted. */
    int transfer(String function, int wouldBlock, IntSupplier call) {
        return inside(function, () -> {
            int result = noted(function, call::getAsInt);
            if (result < 0 && result != wouldBlock) {
                throw NativeErrors.last(libvirt, function);
            }
            return result;
        });
    }

    /** A call that allocates an array of native objects; each goes to {@code take}, which owns it from then on. */
    <R> List<R> list(String function, ToIntFunction<PointerByReference> call, Function<Pointer, R> take) {
        return inside(function, () -> {
            PointerByReference array = new PointerByReference();
            int count = number(function, () -> call.applyAsInt(array));
            return NativeLists.take(array, count, take);
        });
    }

    /** Runs {@code body} while the connection cannot be closed. */
    <R> R inside(String function, Supplier<R> body) {
        if (!gate.enter()) {
            throw new ConnectionClosedFailure("the connection", function);
        }
        try {
            return body.get();
        } finally {
            gate.leave();
        }
    }

    private <R> R counted(String function, Supplier<R> call) {
        counter.count(function);
        return noted(function, call);
    }

    private <R> R noted(String function, Supplier<R> call) {
        Thread caller = Thread.currentThread();
        Entry outer = running.put(caller, new Entry(function, System.nanoTime()));
        try {
            libvirt.virResetLastError();
            return call.get();
        } catch (UnsatisfiedLinkError e) {
            throw unsupported(function);
        } finally {
            restore(caller, outer);
        }
    }

    private void restore(Thread caller, @Nullable Entry outer) {
        if (outer == null) {
            running.remove(caller);
        } else {
            running.put(caller, outer);
        }
    }

    private static LibvirtFault unsupported(String function) {
        return new LibvirtFault(
                function, 3, 0, LibvirtFault.Level.ERROR, "the installed libvirt is too old to have this function");
    }

    /** Calls inside native code now, longest first. */
    List<RunningCall> running() {
        long now = System.nanoTime();
        return running.entrySet().stream()
                .map(e -> new RunningCall(
                        e.getValue().function(),
                        e.getKey().getName(),
                        Duration.ofNanos(now - e.getValue().since())))
                .sorted(Comparator.comparing(RunningCall::running).reversed())
                .toList();
    }
}
