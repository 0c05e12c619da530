package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** The caller cancelled it: {@link ErrorKind#CANCELLED}. */
public final class CancelledException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.Cancelled fault;

    CancelledException(Fault.Cancelled fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.Cancelled fault() {
        return fault;
    }
}
