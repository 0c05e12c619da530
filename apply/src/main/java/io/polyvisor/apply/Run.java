package io.polyvisor.apply;

import io.polyvisor.apply.ApplyReport.Mode;
import io.polyvisor.apply.JournalRecord.Kind;
import io.polyvisor.apply.JournalStory.StepState;
import io.polyvisor.apply.Standing.Stand;
import io.polyvisor.apply.StateException.Reason;
import io.polyvisor.apply.StepReport.Status;
import io.polyvisor.model.Inventory;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.site.HostKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One going through a plan, forward or backward, under the site's lock. */
final class Run {
    private final Ground ground;
    private final Mode mode;
    private final Telling telling;

    Run(Ground ground, Mode mode, ApplyListener listener) {
        this.ground = ground;
        this.mode = mode;
        this.telling = new Telling(listener);
    }

    void notice(String words) {
        telling.notice(words);
    }

    /** Whether the plan was done before, and its guests are still as it left them: told by the last step about each. */
    boolean holdsStill() {
        if (!ground.story().finished().equals(Optional.of("done"))) {
            return false;
        }
        Map<String, Step> last = new LinkedHashMap<>();
        for (Step step : ground.plan().steps()) {
            step.action().subject().ifPresent(guest -> last.put(guest, step));
        }
        Standing standing = new Standing(ground, ground.look());
        return last.values().stream().allMatch(step -> standing.of(step) instanceof Stand.Done);
    }

    /** Everything was done, or undone, before. */
    ApplyReport nothingLeft() {
        List<StepReport> reports = new ArrayList<>();
        for (Step step : ground.plan().steps()) {
            boolean done = ground.story().of(step.number()) == StepState.DONE;
            Status status = done ? Status.DONE : Status.UNDONE;
            reports.add(StepReport.of(step, status, status == Status.DONE ? "done before" : "undone before"));
        }
        return finished(reports);
    }

    /** Keeps what is seen now, then looks at all steps. */
    List<StepReport> preflight() {
        keep();
        return new Preflight(ground).look();
    }

    /** Nothing is begun, since something speaks against it. */
    ApplyReport refused(List<StepReport> looked) {
        telling.tell(new ApplyEvent.PlanBegan(ground.plan(), mode));
        List<StepReport> reports = looked.stream()
                .map(report -> report.status() == Status.WOULD_DO
                        ? StepReport.of(report.step(), Status.PENDING, "not begun")
                        : report)
                .toList();
        reports.stream()
                .filter(report -> !report.differences().isEmpty())
                .forEach(report -> telling.tell(new ApplyEvent.StepEnded(report)));
        return finished(reports);
    }

    ApplyReport forward(Journal journal) {
        telling.tell(new ApplyEvent.PlanBegan(ground.plan(), mode));
        if (mode == Mode.RESUME) {
            List<StepReport> looked = preflight();
            if (!Reports.clear(looked)) {
                return refused(looked);
            }
        }
        StepTaker taker = new StepTaker(ground, journal, telling, false);
        Map<Integer, StepReport> reports = new LinkedHashMap<>();
        boolean stopped = false;
        for (Step step : ground.plan().steps()) {
            StepReport report;
            if (ground.story().of(step.number()) == StepState.DONE) {
                report = StepReport.of(step, Status.DONE, "done before");
            } else if (stopped) {
                report = StepReport.of(step, Status.PENDING, "not begun");
            } else {
                report = taken(taker, step);
                stopped = report.status() != Status.DONE && report.status() != Status.ALREADY;
            }
            reports.put(step.number(), report);
        }
        return close(journal, stopped, new ArrayList<>(reports.values()), "done");
    }

    ApplyReport backward(Journal journal) {
        telling.tell(new ApplyEvent.PlanBegan(ground.plan(), mode));
        StepTaker taker = new StepTaker(ground, journal, telling, true);
        List<Step> steps = ground.plan().steps();
        StepReport[] reports = new StepReport[steps.size()];
        boolean stopped = false;
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            StepReport report = stopped ? left(step) : takenBack(taker, step);
            stopped |= !Set.of(Status.UNDONE, Status.NO_INVERSE, Status.PENDING).contains(report.status());
            reports[i] = report;
        }
        return close(journal, stopped, Arrays.asList(reports), "undone");
    }

    /** A step that is left as it is, since taking back stopped. */
    private StepReport left(Step step) {
        return switch (ground.story().of(step.number())) {
            case NEW, FAILED -> StepReport.of(step, Status.PENDING, "never done");
            case UNDONE -> StepReport.of(step, Status.UNDONE, "undone before");
            case BEGUN, DONE, UNKNOWN, UNDO_BEGUN -> StepReport.of(step, Status.DONE, "done, and not taken back");
        };
    }

    private StepReport takenBack(StepTaker taker, Step step) {
        StepState state = ground.story().of(step.number());
        if (state == StepState.UNDONE || state == StepState.NEW || state == StepState.FAILED) {
            return left(step);
        }
        if (state == StepState.BEGUN || state == StepState.UNKNOWN) {
            Stand stand = new Standing(ground, ground.look()).of(step);
            if (stand instanceof Stand.NotDone) {
                return StepReport.of(step, Status.PENDING, "begun, and had not taken effect");
            }
            if (stand instanceof Stand.Open open) {
                return Preflight.differing(step, List.of(open.finding()));
            }
        }
        Optional<Action> inverse = step.inverse();
        if (inverse.isEmpty()) {
            StepReport report = StepReport.of(
                    step, Status.NO_INVERSE, "stays as it is: nothing undoes \"" + Words.of(step.action()) + "\"");
            telling.tell(new ApplyEvent.StepEnded(report));
            return report;
        }
        StepReport report = taken(taker, inverted(step, inverse.get()));
        return new StepReport(step, report.status(), report.words(), report.differences(), report.error());
    }

    private static Step inverted(Step step, Action inverse) {
        return new Step(
                step.number(),
                step.wave(),
                inverse,
                List.of(),
                Optional.empty(),
                step.estimate(),
                step.cost(),
                "taken back: " + step.why());
    }

    private StepReport taken(StepTaker taker, Step step) {
        StepReport report;
        try {
            report = taker.take(step);
        } catch (StateException e) {
            if (e.reason() != Reason.NOT_KEPT) {
                throw e;
            }
            telling.notice(String.valueOf(e.getMessage()));
            boolean begun = ground.story().of(step.number()) == StepState.BEGUN
                    || ground.story().of(step.number()) == StepState.UNDO_BEGUN;
            String words = begun
                    ? "it may have been done, which could not be written down: " + e.getMessage()
                    : "not begun: " + e.getMessage();
            report = StepReport.differing(
                    step,
                    begun ? Status.CANNOT_TELL : Status.DRIFT,
                    List.of(new Difference(Reports.JOURNAL, "written before anything is done", words)));
        }
        telling.tell(new ApplyEvent.StepEnded(report));
        return report;
    }

    private ApplyReport close(Journal journal, boolean stopped, List<StepReport> reports, String how) {
        try {
            if (!stopped) {
                journal.add(Kind.FINISHED, 0, Map.of("how", how));
            }
            keep();
        } catch (StateException e) {
            telling.notice(String.valueOf(e.getMessage()));
        }
        return finished(reports);
    }

    private ApplyReport finished(List<StepReport> reports) {
        ApplyReport report = Reports.of(ground, mode, reports, telling.notices());
        telling.tell(new ApplyEvent.Finished(report));
        return report;
    }

    /** Keeps the last observation of guests of all endpoints that the plan is about. */
    private void keep() {
        Sight sight = Sight.inDetail(ground);
        Map<String, Inventory> seen = new LinkedHashMap<>();
        for (String endpoint : concerned()) {
            sight.inventory(endpoint).ifPresent(inventory -> seen.put(endpoint, inventory));
        }
        new Keeper(ground.site(), ground.state()).keep(seen, ground.endpoints());
    }

    private Set<String> concerned() {
        Set<String> endpoints = new LinkedHashSet<>();
        for (Step step : ground.plan().steps()) {
            endpoints.add(step.action().host().endpoint());
            step
                    .action()
                    .subject()
                    .map(guest -> ground.haunts(guest, step.action().host()))
                    .orElse(List.of())
                    .stream()
                    .map(HostKey::endpoint)
                    .forEach(endpoints::add);
        }
        return endpoints;
    }
}
