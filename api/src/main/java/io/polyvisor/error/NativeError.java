package io.polyvisor.error;

import java.util.Objects;

/**
 * What the hypervisor said, untouched.
 *
 * @param source which library or protocol (libvirt, vim25, xapi, vzctl)
 * @param code its code as text, such as {@code VIR_ERR_OPERATION_INVALID(55)}
 * @param message its message
 */
public record NativeError(String source, String code, String message) {

    /** Checks presence. */
    public NativeError {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return source + " " + code + ": " + message;
    }
}
