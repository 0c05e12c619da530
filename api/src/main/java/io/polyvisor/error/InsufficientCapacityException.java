package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** Something is full: {@link ErrorKind#INSUFFICIENT_CAPACITY}. */
public final class InsufficientCapacityException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.InsufficientCapacity fault;

    InsufficientCapacityException(Fault.InsufficientCapacity fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.InsufficientCapacity fault() {
        return fault;
    }
}
