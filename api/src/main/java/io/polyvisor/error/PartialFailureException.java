package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** Some parts were done and others not: {@link ErrorKind#PARTIAL_FAILURE}. */
public final class PartialFailureException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.PartialFailure fault;

    PartialFailureException(Fault.PartialFailure fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.PartialFailure fault() {
        return fault;
    }
}
