package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** What should be made is there already, and is not what this call made: {@link ErrorKind#ALREADY_EXISTS}. */
public final class AlreadyExistsException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.AlreadyExists fault;

    AlreadyExistsException(Fault.AlreadyExists fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.AlreadyExists fault() {
        return fault;
    }
}
