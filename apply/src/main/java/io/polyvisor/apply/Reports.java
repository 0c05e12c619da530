package io.polyvisor.apply;

import io.polyvisor.apply.ApplyReport.Ending;
import io.polyvisor.apply.ApplyReport.Mode;
import io.polyvisor.apply.JournalStory.StepState;
import io.polyvisor.apply.StepReport.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes reports of what became of steps. */
final class Reports {
    private static final Set<Status> CLEAR =
            Set.of(Status.WOULD_DO, Status.DONE, Status.ALREADY, Status.UNDONE, Status.NO_INVERSE);

    /** What a difference is about when a record could not be written. */
    static final String JOURNAL = "the journal";

    private Reports() {}

    /** Whether nothing speaks against these steps. */
    static boolean clear(List<StepReport> steps) {
        return steps.stream().allMatch(step -> CLEAR.contains(step.status()));
    }

    static ApplyReport of(Ground ground, Mode mode, List<StepReport> steps, List<String> notices) {
        Ending ending = ending(mode, steps);
        return new ApplyReport(ground.plan(), mode, ending, steps, notices, goOn(ground, mode, ending, steps));
    }

    private static Ending ending(Mode mode, List<StepReport> steps) {
        for (StepReport step : steps) {
            if (step.differences().stream().anyMatch(each -> each.about().equals(JOURNAL))) {
                return Ending.NOT_KEPT;
            }
            switch (step.status()) {
                case DRIFT -> {
                    return Ending.DRIFT;
                }
                case CANNOT_TELL -> {
                    return Ending.CANNOT_TELL;
                }
                case FAILED -> {
                    return Ending.FAILED;
                }
                case WOULD_DO, DONE, ALREADY, PENDING, UNDONE, NO_INVERSE -> {}
            }
        }
        if (mode == Mode.DRY_RUN) {
            return Ending.WOULD_DO;
        }
        return mode == Mode.UNDO ? Ending.UNDONE : Ending.DONE;
    }

    private static Optional<String> goOn(Ground ground, Mode mode, Ending ending, List<StepReport> steps) {
        if (ending == Ending.DONE || ending == Ending.UNDONE) {
            return Optional.empty();
        }
        if (ending == Ending.WOULD_DO) {
            return Optional.of("nothing speaks against it now: carry it out");
        }
        if (mode == Mode.DRY_RUN || ground.story().isEmpty()) {
            return Optional.of("nothing was done: put right what differs, or make a new plan of the site as it is now");
        }
        if (mode == Mode.UNDO) {
            return Optional.of("put right what is in the way, then go on with --undo");
        }
        long done = steps.stream()
                .filter(step -> ground.story().of(step.step().number()) == StepState.DONE)
                .count();
        return Optional.of(done + " of " + steps.size() + " steps are done: put right what is in the way and go on"
                + " with --resume, or take back what was done with --undo");
    }
}
