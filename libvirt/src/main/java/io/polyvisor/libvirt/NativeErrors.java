package io.polyvisor.libvirt;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** Reads libvirt's thread-local last error. */
final class NativeErrors {

    // struct _virError { int code; int domain; char *message; virErrorLevel level; ... }
    private static final int CODE = 0;
    private static final int ORIGIN = 4;
    private static final int MESSAGE = 8;
    private static final int LEVEL = 16;

    private NativeErrors() {}

    /** The error that the calling thread's last call left; a fault of its own kind if it left none. */
    static LibvirtFault last(LibvirtNative libvirt, String function) {
        Pointer copy = libvirt.virSaveLastError();
        if (copy == null) {
            return silent(function);
        }
        try {
            int code = copy.getInt(CODE);
            return code == 0 ? silent(function) : read(copy, code, function);
        } finally {
            libvirt.virFreeError(copy);
        }
    }

    private static LibvirtFault read(Pointer error, int code, String function) {
        String text = text(error.getPointer(MESSAGE));
        return new LibvirtFault(function, code, error.getInt(ORIGIN), level(error.getInt(LEVEL)), Redaction.of(text));
    }

    private static String text(@Nullable Pointer message) {
        return message == null ? "no message" : message.getString(0, "UTF-8");
    }

    private static LibvirtFault.Level level(int number) {
        return switch (number) {
            case 0 -> LibvirtFault.Level.NONE;
            case 1 -> LibvirtFault.Level.WARNING;
            default -> LibvirtFault.Level.ERROR;
        };
    }

    private static LibvirtFault silent(String function) {
        return new LibvirtFault(function, 0, 0, LibvirtFault.Level.ERROR, "failed without saying why");
    }
}
