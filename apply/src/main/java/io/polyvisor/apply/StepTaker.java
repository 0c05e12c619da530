package io.polyvisor.apply;

import io.polyvisor.apply.JournalRecord.Kind;
import io.polyvisor.apply.JournalStory.StepState;
import io.polyvisor.apply.Standing.Stand;
import io.polyvisor.apply.StepReport.Status;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.GuestId;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes one step, or takes it back: looks, writes into the journal that it begins, acts, writes how it ended. Nothing is done that is
 * not in the journal first.
 */
final class StepTaker {
    private static final Duration RECONCILIATION = Duration.ofSeconds(30);

    private final Ground ground;
    private final Journal journal;
    private final Telling telling;
    private final boolean undo;

    StepTaker(Ground ground, Journal journal, Telling telling, boolean undo) {
        this.ground = ground;
        this.journal = journal;
        this.telling = telling;
        this.undo = undo;
    }

    StepReport take(Step step) {
        Sight sight = ground.look();
        Stand stand = new Standing(ground, sight).of(step);
        if (stand instanceof Stand.Open open) {
            return stopped(step, List.of(open.finding()));
        }
        if (stand instanceof Stand.Done done) {
            List<Finding> elsewhere = elsewhere(step, sight);
            return elsewhere.isEmpty() ? already(step, done) : stopped(step, elsewhere);
        }
        Foresight none = new Foresight();
        List<Finding> findings = new ArrayList<>(new Conditions(ground, sight, none)
                .findings(step.before(), step.action().host()));
        findings.addAll(new Safeguards(ground, sight, none).findings(step.action()));
        ground.noteAnswers(sight);
        return findings.isEmpty() ? act(step, sight) : stopped(step, findings);
    }

    /** A guest that runs where it shall run must not run elsewhere, too. */
    private List<Finding> elsewhere(Step step, Sight sight) {
        return step.action() instanceof Action.Start start
                ? new Copies(ground, sight).running(start.guest(), start.host(), Optional.of(start.host()))
                : List.of();
    }

    private StepReport already(Step step, Stand.Done done) {
        StepState before = ground.story().of(step.number());
        boolean ours = before == StepState.BEGUN || before == StepState.UNKNOWN || before == StepState.UNDO_BEGUN;
        String words = ours ? "had been done when it was left: " + done.words() : "so already: " + done.words();
        ended(step, done.id(), ours ? "applied" : "already");
        return StepReport.of(step, undo ? Status.UNDONE : ours ? Status.DONE : Status.ALREADY, words);
    }

    private StepReport act(Step step, Sight sight) {
        journal.add(undo ? Kind.UNDO_BEGUN : Kind.BEGUN, step.number(), facts(step));
        telling.tell(new ApplyEvent.StepBegan(step, undo));
        Deeds deeds = new Deeds(
                ground, sight, progress -> telling.tell(new ApplyEvent.StepProgress(step, progress)), telling::notice);
        try {
            Optional<GuestId> id = deeds.act(step);
            ended(step, id, "applied");
            return StepReport.of(step, undo ? Status.UNDONE : Status.DONE, Words.of(step.action()));
        } catch (StepFailure e) {
            journal.add(Kind.FAILED, step.number(), Map.of("error", String.valueOf(e.getMessage())));
            return Preflight.differing(step, e.findings());
        } catch (PolyvisorException e) {
            return settle(step, e);
        }
    }

    /** Finds out by looking whether what failed took effect all the same. */
    private StepReport settle(Step step, PolyvisorException failure) {
        Outcome outcome = failure.reconcile(RECONCILIATION);
        if (outcome == Outcome.NOT_APPLIED) {
            journal.add(Kind.FAILED, step.number(), Map.of("error", String.valueOf(failure.getMessage())));
            return StepReport.failed(step, failure);
        }
        Stand stand = new Standing(ground, ground.look()).of(step);
        if (stand instanceof Stand.Done done) {
            telling.notice("step " + step.number() + " took effect although it failed: " + failure.getMessage());
            ended(step, done.id(), "applied");
            return StepReport.of(step, undo ? Status.UNDONE : Status.DONE, done.words());
        }
        journal.add(Kind.UNKNOWN, step.number(), Map.of("error", String.valueOf(failure.getMessage())));
        Finding finding = stand instanceof Stand.Open open
                ? open.finding()
                : Finding.unseen(
                        step.action().subject().map(guest -> "guest " + guest).orElse("host"),
                        "it is known whether this took effect: " + Words.of(step.action()),
                        failure.getMessage() + "; look at it, then resume: it is looked at again");
        return StepReport.differing(step, Status.CANNOT_TELL, List.of(finding.difference()));
    }

    private StepReport stopped(Step step, List<Finding> findings) {
        StepReport report = Preflight.differing(step, findings);
        journal.add(Kind.STOPPED, step.number(), Map.of("seen", report.words()));
        return report;
    }

    private void ended(Step step, Optional<GuestId> id, String outcome) {
        Map<String, String> facts = new LinkedHashMap<>(facts(step));
        facts.put("outcome", outcome);
        id.ifPresent(found -> facts.put("id", found.value()));
        if (step.action() instanceof Action.Fence fence) {
            Optional.ofNullable(ground.state().fenced().get(fence.host()))
                    .ifPresent(fenced -> facts.put(
                            "evidence",
                            Fences.record(fenced.evidence(), ground.plan().id())));
        }
        journal.add(undo ? Kind.UNDONE : Kind.ENDED, step.number(), facts);
    }

    private Map<String, String> facts(Step step) {
        Action action = step.action();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("what", Words.of(action));
        facts.put("verb", action.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        facts.put("host", action.host().toString());
        facts.put("why", step.why());
        action.subject().ifPresent(guest -> facts.put("guest", guest));
        if (action instanceof Action.Move move) {
            facts.put("from", move.from().toString());
            facts.put("live", Boolean.toString(move.live()));
        } else if (action instanceof Action.Create create) {
            facts.put("key", create.key().toString());
            create.replaces().ifPresent(host -> facts.put("from", host.toString()));
        } else if (action instanceof Action.Recover recover) {
            facts.put("key", ground.keyOf(recover).toString());
            facts.put("from", recover.lost().toString());
        }
        return facts;
    }
}
