package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** The caller may not do this: {@link ErrorKind#DENIED}. */
public final class DeniedException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.Denied fault;

    DeniedException(Fault.Denied fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.Denied fault() {
        return fault;
    }
}
