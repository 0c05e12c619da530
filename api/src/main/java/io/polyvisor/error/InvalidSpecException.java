package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** What was asked for cannot be: {@link ErrorKind#INVALID_SPEC}. */
public final class InvalidSpecException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.InvalidSpec fault;

    InvalidSpecException(Fault.InvalidSpec fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.InvalidSpec fault() {
        return fault;
    }
}
