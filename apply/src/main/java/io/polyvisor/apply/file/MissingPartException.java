package io.polyvisor.apply.file;

/** Ends the making of something of which a part is missing; the fault was told already. Never leaves this package. */
final class MissingPartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingPartException() {
        super("a part is missing", null, false, false);
    }
}
