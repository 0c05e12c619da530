package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** The endpoint does not answer: {@link ErrorKind#UNREACHABLE}. */
public final class UnreachableException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.Unreachable fault;

    UnreachableException(Fault.Unreachable fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.Unreachable fault() {
        return fault;
    }
}
