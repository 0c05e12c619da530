package io.polyvisor.cli;

import org.jspecify.annotations.Nullable;

/** A failure of the command line itself: one line that says what to do, and the exit code that goes with it. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    CommandFailure(ExitCode code, String message) {
        this(code, message, null);
    }

    CommandFailure(ExitCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }

    ExitCode code() {
        return code;
    }
}
