package io.polyvisor.apply;

import io.polyvisor.error.PolyvisorException;
import io.polyvisor.placement.plan.Step;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a step, or would.
 *
 * <p>Immutable and thread-safe.
 *
 * @param step the step
 * @param status what became of it
 * @param words the same in words
 * @param differences with {@link Status#DRIFT} and {@link Status#CANNOT_TELL}: expected against seen
 * @param error with {@link Status#FAILED}: the error
 */
public record StepReport(
        Step step, Status status, String words, List<Difference> differences, Optional<PolyvisorException> error) {

    /** Copies the list. */
    public StepReport {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(words, "words");
        differences = List.copyOf(differences);
        Objects.requireNonNull(error, "error");
    }

    static StepReport of(Step step, Status status, String words) {
        return new StepReport(step, status, words, List.of(), Optional.empty());
    }

    static StepReport differing(Step step, Status status, List<Difference> differences) {
        String words =
                String.join("; ", differences.stream().map(Difference::toString).toList());
        return new StepReport(step, status, words, differences, Optional.empty());
    }

    static StepReport failed(Step step, PolyvisorException error) {
        return new StepReport(step, Status.FAILED, String.valueOf(error.getMessage()), List.of(), Optional.of(error));
    }

    /** What becomes of a step. */
    public enum Status {
        /** Dry run: it would be taken, and whatever can be checked now is as it must be. */
        WOULD_DO,
        /** It was taken. */
        DONE,
        /** It was so already: nothing was sent. */
        ALREADY,
        /** It was not looked at, since one before it stopped the plan. */
        PENDING,
        /** Something is not as the plan expects it: the step was not taken. */
        DRIFT,
        /** What it rests on could not be observed, or it was begun and cannot be told whether it took effect. */
        CANNOT_TELL,
        /** It was tried and failed. */
        FAILED,
        /** It was taken back. */
        UNDONE,
        /** It cannot be taken back. */
        NO_INVERSE
    }
}
