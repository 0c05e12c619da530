package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** Somebody else was quicker: {@link ErrorKind#CONFLICT}. */
public final class ConflictException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.Conflict fault;

    ConflictException(Fault.Conflict fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.Conflict fault() {
        return fault;
    }
}
