package io.polyvisor.placement.plan;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The steps of a plan that are about hosts: before guests arrive, and after they have left. */
final class HostSteps {
    /** A step that has yet to be numbered. */
    record HostStep(
            int wave,
            Action action,
            List<Condition> before,
            Optional<Action> inverse,
            Duration estimate,
            long cost,
            String why) {
        Step numbered(int number) {
            return new Step(number, wave, action, before, inverse, estimate, new Money(cost), why);
        }
    }

    private final Site site;
    private final Answer answer;

    HostSteps(Site site, Answer answer) {
        this.site = site;
        this.answer = answer;
    }

    /** Lost hosts are fenced before anything else. */
    List<HostStep> fences(Loads loads) {
        if (!(answer.question() instanceof Question.FailOver failOver)) {
            return List.of();
        }
        List<HostStep> steps = new ArrayList<>();
        for (HostKey host : failOver.lost().stream().sorted().toList()) {
            HostLoad load = loads.of(host);
            long saved = 0;
            while (load.running() > 0) {
                saved += load.savingOfOneLess();
            }
            steps.add(new HostStep(
                    1,
                    new Action.Fence(host),
                    List.of(),
                    Optional.empty(),
                    Estimates.FENCE,
                    -saved,
                    "nothing may run on " + host + " when its guests are started elsewhere; nothing undoes that"));
        }
        return steps;
    }

    /** Hosts that are off are switched on before guests arrive. */
    List<HostStep> engagements() {
        return answer.engaged().stream()
                .sorted()
                .map(host -> new HostStep(
                        1,
                        new Action.Engage(host),
                        List.of(),
                        Optional.of(new Action.Release(host)),
                        Estimates.ENGAGE,
                        0,
                        "what runs is not enough"))
                .toList();
    }

    /** Hosts that are empty are let go after the last guest has left; one that could not be emptied stays. */
    List<HostStep> releases(List<Drafted> drafts, List<Errand> stuck) {
        if (!(answer.question() instanceof Question.Consolidate)) {
            return List.of();
        }
        Set<HostKey> kept = new HashSet<>();
        stuck.forEach(errand -> kept.add(errand.from().key()));
        List<HostStep> steps = new ArrayList<>();
        for (HostKey host : answer.released().stream().sorted().toList()) {
            int last = drafts.stream()
                    .filter(draft -> touches(draft, host))
                    .mapToInt(Drafted::wave)
                    .max()
                    .orElse(0);
            if (!kept.contains(host)) {
                steps.add(new HostStep(
                        last + 1,
                        new Action.Release(host),
                        List.of(new Condition.HostEmpty(host)),
                        Optional.of(new Action.Engage(host)),
                        Estimates.ADMINISTRATIVE,
                        0,
                        "no guest of " + site.name() + " is on it any more"));
            }
        }
        return steps;
    }

    private static boolean touches(Drafted draft, HostKey host) {
        return draft.leg().from().key().equals(host) || draft.leg().to().key().equals(host);
    }
}
