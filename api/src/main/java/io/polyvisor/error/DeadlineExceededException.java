package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** Time ran out: {@link ErrorKind#DEADLINE_EXCEEDED}. */
public final class DeadlineExceededException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.DeadlineExceeded fault;

    DeadlineExceededException(Fault.DeadlineExceeded fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.DeadlineExceeded fault() {
        return fault;
    }
}
