package io.polyvisor.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Arrays of pointers that libvirt allocates and the caller frees. */
final class NativeLists {

    private NativeLists() {}

    /** Hands each of {@code count} pointers to {@code take}, which owns it from then on, and frees the array. */
    static <R> List<R> take(PointerByReference array, int count, Function<Pointer, R> take) {
        Pointer first = array.getValue();
        try {
            List<R> taken = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                taken.add(take.apply(first.getPointer((long) i * Native.POINTER_SIZE)));
            }
            return List.copyOf(taken);
        } finally {
            free(first);
        }
    }

    /** {@code free()} of libc. */
    static void free(@Nullable Pointer memory) {
        if (memory != null) {
            Native.free(Pointer.nativeValue(memory));
        }
    }
}
