package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** The endpoint cannot do this at all: {@link ErrorKind#UNSUPPORTED}. */
public final class UnsupportedException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.Unsupported fault;

    UnsupportedException(Fault.Unsupported fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.Unsupported fault() {
        return fault;
    }
}
