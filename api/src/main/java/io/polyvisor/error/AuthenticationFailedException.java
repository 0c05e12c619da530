package io.polyvisor.error;

import org.jspecify.annotations.Nullable;

/** The credentials were refused: {@link ErrorKind#AUTHENTICATION_FAILED}. */
public final class AuthenticationFailedException extends PolyvisorException {
    private static final long serialVersionUID = 1L;

    private final transient Fault.AuthenticationFailed fault;

    AuthenticationFailedException(Fault.AuthenticationFailed fault, FailureContext context, @Nullable Throwable cause) {
        super(fault, context, cause);
        this.fault = fault;
    }

    @Override
    public Fault.AuthenticationFailed fault() {
        return fault;
    }
}
