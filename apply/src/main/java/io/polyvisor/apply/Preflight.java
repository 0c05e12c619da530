package io.polyvisor.apply;

import io.polyvisor.Check;
import io.polyvisor.Guest;
import io.polyvisor.apply.JournalStory.StepState;
import io.polyvisor.apply.Standing.Stand;
import io.polyvisor.apply.StepReport.Status;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Deletion;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.site.HostKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at all steps that are not done, before any of them is taken. Changes nothing. */
final class Preflight {
    private static final Set<ErrorKind> UNSEEN =
            EnumSet.of(ErrorKind.UNREACHABLE, ErrorKind.DEADLINE_EXCEEDED, ErrorKind.BACKEND_FAULT);
    private static final Set<ErrorKind> OF_ITS_TIME =
            EnumSet.of(ErrorKind.INSUFFICIENT_CAPACITY, ErrorKind.INVALID_STATE, ErrorKind.NOT_FOUND);

    private final Ground ground;
    private final Sight sight;
    private final Foresight foresight = new Foresight();
    private final Deeds deeds;

    Preflight(Ground ground) {
        this.ground = ground;
        this.sight = ground.look();
        this.deeds = new Deeds(ground, sight, progress -> {}, notice -> {});
    }

    List<StepReport> look() {
        List<StepReport> reports = new ArrayList<>();
        for (Step step : ground.plan().steps()) {
            reports.add(report(step));
        }
        return reports;
    }

    private StepReport report(Step step) {
        if (ground.story().of(step.number()) == StepState.DONE) {
            return StepReport.of(step, Status.DONE, "done before");
        }
        List<Finding> unknown = unknownHosts(step.action());
        if (!unknown.isEmpty()) {
            return differing(step, unknown);
        }
        boolean later = step.action().subject().filter(foresight::touches).isPresent();
        if (!later) {
            Stand stand = new Standing(ground, sight).of(step);
            if (stand instanceof Stand.Done done) {
                return StepReport.of(step, Status.ALREADY, "so already: " + done.words());
            }
            if (stand instanceof Stand.Open open) {
                foresight.take(step.action(), ground.site(), ground.plan());
                return differing(step, List.of(open.finding()));
            }
        }
        List<Finding> findings = findings(step, later);
        foresight.take(step.action(), ground.site(), ground.plan());
        return findings.isEmpty()
                ? StepReport.of(step, Status.WOULD_DO, "would " + Words.of(step.action()))
                : differing(step, findings);
    }

    private List<Finding> unknownHosts(Action action) {
        List<HostKey> named = new ArrayList<>(List.of(action.host()));
        if (action instanceof Action.Move move) {
            named.add(move.from());
        } else if (action instanceof Action.Recover recover) {
            named.add(recover.lost());
        }
        return named.stream()
                .filter(host -> !ground.site().hosts().containsKey(host))
                .map(host -> Finding.differs("host " + host, "known to the site", "the site has no such host"))
                .toList();
    }

    static StepReport differing(Step step, List<Finding> findings) {
        boolean drift = findings.stream().anyMatch(Finding::sure);
        return StepReport.differing(
                step,
                drift ? Status.DRIFT : Status.CANNOT_TELL,
                findings.stream().map(Finding::difference).distinct().toList());
    }

    private List<Finding> findings(Step step, boolean later) {
        Action action = step.action();
        List<Finding> all =
                new ArrayList<>(new Conditions(ground, sight, foresight).findings(step.before(), action.host()));
        all.addAll(new Safeguards(ground, sight, foresight).findings(action));
        if (all.isEmpty() && !later) {
            refusal(step).ifPresent(all::add);
        }
        return all;
    }

    /** What the endpoint itself would say; nothing is sent that changes anything. */
    private Optional<Finding> refusal(Step step) {
        try {
            return check(step).flatMap(Check::refusal).flatMap(refused -> finding(step.action(), refused));
        } catch (PolyvisorException e) {
            return finding(step.action(), e);
        } catch (StepFailure e) {
            return Optional.of(e.findings().get(0));
        }
    }

    private Optional<Finding> finding(Action action, PolyvisorException refused) {
        boolean changing = foresight.changes(action.host()) || foresight.prepares(action.host());
        boolean mayPass = changing && OF_ITS_TIME.contains(refused.kind());
        String about = action.subject().map(guest -> "guest " + guest).orElse("host " + action.host());
        String expected = "let through: " + Words.of(action);
        String message = String.valueOf(refused.getMessage());
        if (mayPass) {
            return Optional.empty();
        }
        return Optional.of(
                UNSEEN.contains(refused.kind())
                        ? Finding.unseen(about, expected, message)
                        : Finding.differs(about, expected, message));
    }

    private Optional<Check> check(Step step) {
        Action action = step.action();
        if (action instanceof Action.Create create) {
            return Optional.of(ground.endpoint(create.host())
                    .check(e -> e.create(deeds.on(create.host(), create.spec()), create.key())));
        }
        if (action instanceof Action.Recover recover) {
            return Optional.of(ground.endpoint(recover.host())
                    .check(e -> e.create(deeds.on(recover.host(), deeds.reborn(recover)), ground.keyOf(recover))));
        }
        return action instanceof Action.OnGuest onGuest ? Optional.of(check(step, onGuest)) : Optional.empty();
    }

    private Check check(Step step, Action.OnGuest action) {
        HostKey at = action instanceof Action.Move move ? move.from() : action.host();
        Guest guest = deeds.guest(step, action.guest(), at);
        if (action instanceof Action.Move move) {
            return guest.check(g -> g.migrate(deeds.migration(move)));
        }
        if (action instanceof Action.Discard || action instanceof Action.Retire) {
            boolean discard = action instanceof Action.Discard;
            return guest.check(g -> g.delete(discard ? Deletion.withOwnedVolumes() : Deletion.keepVolumes()));
        }
        return guest.check(g -> deeds.verb(action, g));
    }
}
