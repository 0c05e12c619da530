package io.polyvisor.cli.config;

/** A reference to a credential that leads nowhere, or to a file that others can read. The message holds no secret. */
public final class MissingSecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingSecretException(String message) {
        super(message);
    }
}
