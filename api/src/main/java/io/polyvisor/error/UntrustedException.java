package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** The peer's certificate or host key is not the right one: {@link ErrorKind#UNTRUSTED}. */
public final class UntrustedException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.Untrusted fault;

    UntrustedException(Fault.Untrusted fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.Untrusted fault() {
        return fault;
    }
}
