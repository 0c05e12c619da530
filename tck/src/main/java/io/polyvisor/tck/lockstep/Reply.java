package io.polyvisor.tck.lockstep;

import io.polyvisor.Check;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.SpecProblem;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a step came to, in words that are the same on every backend.
 *
 * @param check what its check said before
 * @param text the result, or the error's kind and outcome
 * @param error the error's kind; empty when it succeeded
 * @param broken whether something came that no contract knows: wrong even when both sides agree
 */
record Reply(String check, String text, Optional<ErrorKind> error, boolean broken) {

    static Reply of(String check, Supplier<String> answer) {
        try {
            return new Reply(check, answer.get(), Optional.empty(), check.startsWith("broke"));
        } catch (PolyvisorException refusal) {
            boolean broken = refusal.kind() == ErrorKind.BACKEND_FAULT || check.startsWith("broke");
            return new Reply(check, words(refusal), Optional.of(refusal.kind()), broken);
        } catch (RuntimeException wrong) {
            return new Reply(check, "broke: " + wrong, Optional.empty(), true);
        }
    }

    /** What a check says: whether it passes, and whether it would change anything. */
    static String ofCheck(Supplier<Check> check) {
        try {
            Check said = check.get();
            return said.refusal().map(Reply::words).orElse(said.changes() ? "would change" : "would change nothing");
        } catch (PolyvisorException refusal) {
            return "could not check: " + words(refusal);
        } catch (RuntimeException wrong) {
            return "broke: " + wrong;
        }
    }

    /** A step that has no check, because it only reads. */
    static Reply ofReading(Supplier<String> answer) {
        return of("reads", answer);
    }

    boolean succeeded() {
        return error.isEmpty() && !broken;
    }

    static String words(PolyvisorException refusal) {
        String outcome = refusal.outcome() == Outcome.NOT_APPLIED ? "" : " " + refusal.outcome();
        String detail = refusal.kind() == ErrorKind.BACKEND_FAULT ? " " + refusal.getMessage() : "";
        return refusal.kind() + outcome + paths(refusal.fault()) + detail;
    }

    private static String paths(Fault fault) {
        if (fault instanceof Fault.InvalidSpec invalid) {
            return invalid.problems().stream()
                    .map(SpecProblem::path)
                    .sorted()
                    .distinct()
                    .collect(Collectors.joining(", ", " [", "]"));
        }
        return "";
    }
}
