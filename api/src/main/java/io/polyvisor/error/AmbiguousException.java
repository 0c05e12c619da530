package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** A name means several things: {@link ErrorKind#AMBIGUOUS}. */
public final class AmbiguousException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.Ambiguous fault;

    AmbiguousException(Fault.Ambiguous fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.Ambiguous fault() {
        return fault;
    }
}
