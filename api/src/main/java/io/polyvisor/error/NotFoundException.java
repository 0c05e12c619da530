package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** Something does not exist, or is somewhere else now: {@link ErrorKind#NOT_FOUND}. */
public final class NotFoundException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.NotFound fault;

    NotFoundException(Fault.NotFound fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.NotFound fault() {
        return fault;
    }
}
