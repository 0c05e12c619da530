package io.polyvisor.apply;

import io.polyvisor.apply.StepReport.Status;
import io.polyvisor.placement.plan.Plan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What carrying out a plan came to.
 *
 * <p>Immutable and thread-safe.
 *
 * @param plan the plan
 * @param mode what was asked for
 * @param ending how it ended
 * @param steps all steps in the plan's order
 * @param notices what else people should know: a torn record that was cut off, a message to the operator
 * @param goOn how to go on or undo; empty when nothing is left to do
 */
public record ApplyReport(
        Plan plan, Mode mode, Ending ending, List<StepReport> steps, List<String> notices, Optional<String> goOn) {

    /** Copies the lists. */
    public ApplyReport {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(ending, "ending");
        steps = List.copyOf(steps);
        notices = List.copyOf(notices);
        Objects.requireNonNull(goOn, "how to go on");
    }

    /** The steps of that status. */
    public List<StepReport> with(Status status) {
        return steps.stream().filter(step -> step.status() == status).toList();
    }

    /** Whether what was asked for came about; for a dry run: whether nothing speaks against the plan. */
    public boolean succeeded() {
        return ending == Ending.WOULD_DO || ending == Ending.DONE || ending == Ending.UNDONE;
    }

    /** What was asked for. */
    public enum Mode {
        /** Nothing is changed. */
        DRY_RUN,
        /** From the beginning. */
        APPLY,
        /** From where it was left. */
        RESUME,
        /** Back to where it began. */
        UNDO
    }

    /** How it ended. */
    public enum Ending {
        /** Dry run: every precondition that can be checked now holds. */
        WOULD_DO,
        /** All steps are done. */
        DONE,
        /** All steps that have an inverse are undone. */
        UNDONE,
        /** The site is not as the plan expects it. */
        DRIFT,
        /** Something that must be known could not be observed. */
        CANNOT_TELL,
        /** A step failed. */
        FAILED,
        /** The journal could not be written; nothing was begun that is not in it. */
        NOT_KEPT
    }
}
