package io.polyvisor.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.apply.StateException;
import io.polyvisor.apply.file.FileFaultsException;
import io.polyvisor.cli.config.MissingSecretException;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.output.ErrorJson;
import io.polyvisor.cli.output.Page;
import io.polyvisor.cli.output.Text;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.error.PolyvisorException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/**
 * Says what went wrong: one line, or one JSON document on one line; with {@code --verbose} also why.
 *
 * @param err where to
 * @param json whether scripts read it
 * @param verbose whether causes are wanted
 */
record ErrorLine(Page err, boolean json, boolean verbose) {

    /** Says it, and tells the exit code that goes with it. */
    ExitCode report(Throwable failure) {
        ExitCode code = codeOf(failure);
        if (json) {
            err.line(Documents.oneLine(
                    Documents.of("error", Map.of("exitCode", code.number(), "error", json(failure)))));
        } else {
            err.line(err.paint(Tone.BAD, "polyvisor: ") + Text.harmless(message(failure)));
        }
        if (verbose) {
            explain(failure, code);
        }
        return code;
    }

    static ExitCode codeOf(Throwable failure) {
        if (failure instanceof PolyvisorException known) {
            return ExitCode.of(known);
        }
        if (failure instanceof CommandFailure own) {
            return own.code();
        }
        if (failure instanceof StateException kept) {
            return ExitCode.of(kept.reason());
        }
        if (failure instanceof MissingSecretException) {
            return ExitCode.DENIED;
        }
        // The model's types refuse values that only a user can have typed.
        return failure instanceof FileFaultsException || failure instanceof IllegalArgumentException
                ? ExitCode.USAGE
                : ExitCode.GENERAL;
    }

    static ObjectNode json(Throwable failure) {
        return failure instanceof PolyvisorException known
                ? ErrorJson.error(known)
                : ErrorJson.own(codeOf(failure).name(), message(failure));
    }

    private static String message(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        boolean unexpected = codeOf(failure) == ExitCode.GENERAL && !(failure instanceof CommandFailure);
        return unexpected
                ? "internal error (" + failure.getClass().getSimpleName() + ": " + text
                        + "); please report it with the output of --verbose"
                : text;
    }

    private void explain(Throwable failure, ExitCode code) {
        if (failure instanceof PolyvisorException known) {
            known.nativeError().ifPresent(said -> detail("the hypervisor said: " + said));
            detail("kind " + known.kind() + ", outcome " + known.outcome() + ", retry " + known.retry());
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            detail("cause: " + cause);
        }
        if (code == ExitCode.GENERAL) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            trace.toString().lines().forEach(this::detail);
        }
    }

    private void detail(String text) {
        err.line(err.paint(Tone.QUIET, "  " + Text.harmless(text)));
    }
}
