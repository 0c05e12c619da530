package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** Something else is going on; asking later can help: {@link ErrorKind#BUSY}. */
public final class BusyException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.Busy fault;

    BusyException(Fault.Busy fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.Busy fault() {
        return fault;
    }
}
