package io.polyvisor.apply;

import io.polyvisor.model.Progress;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;

/** What happens while a plan is carried out. Immutable and thread-safe. */
public sealed interface ApplyEvent {

    /** It begins. */
    record PlanBegan(Plan plan, ApplyReport.Mode mode) implements ApplyEvent {}

    /** A step is about to be taken, or taken back: it is in the journal. */
    record StepBegan(Step step, boolean undo) implements ApplyEvent {}

    /** How far the step's operation is. */
    record StepProgress(Step step, Progress progress) implements ApplyEvent {}

    /** A step ended, in whatever way; drift and failures, too. */
    record StepEnded(StepReport report) implements ApplyEvent {}

    /** Something that people should know now. */
    record Notice(String words) implements ApplyEvent {}

    /** It ended. */
    record Finished(ApplyReport report) implements ApplyEvent {}
}
