package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** The object is not in a state for this: {@link ErrorKind#INVALID_STATE}. */
public final class InvalidStateException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.InvalidState fault;

    InvalidStateException(Fault.InvalidState fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.InvalidState fault() {
        return fault;
    }
}
