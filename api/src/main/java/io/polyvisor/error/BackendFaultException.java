package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** The backend broke, or did what no table knows: {@link ErrorKind#BACKEND_FAULT}. */
public final class BackendFaultException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.BackendFault fault;

    BackendFaultException(Fault.BackendFault fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.BackendFault fault() {
        return fault;
    }
}
