package io.polyvisor.placement.plan;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.plan.HostSteps.HostStep;
import io.polyvisor.placement.plan.Plan.Obstacle;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The drawing up of one plan. */
final class Drawing {
    private static final int ATTEMPTS = 4;

    private final Site site;
    private final Policy policy;
    private final Answer answer;
    private final Pace pace;
    private final Wording wording;
    private final Errands errands;
    private final HostSteps hostSteps;

    Drawing(Site site, Policy policy, Answer answer, Pace pace) {
        this.site = site;
        this.policy = policy;
        this.answer = answer;
        this.pace = pace;
        wording = new Wording(answer);
        errands = new Errands(site, answer);
        hostSteps = new HostSteps(site, answer);
    }

    /** The plan of an answer that has nothing to offer. */
    static Plan nothing(Site site, Policy policy, Answer answer) {
        Wording wording = new Wording(answer);
        String why = answer.shortage().map(Shortage::why).orElse("no assignment was found");
        String instead = answer.shortage()
                .flatMap(Shortage::cheapest)
                .map(Shortage.Addition::what)
                .orElse("ask again with more effort");
        List<String> guests = answer.unplaced().stream().sorted().toList();
        boolean proved = answer.verdict() == io.polyvisor.placement.Verdict.INFEASIBLE;
        String id = new PlanText()
                .line(site.name(), policy.name(), wording.purpose(), why, guests)
                .digest();
        return new Plan(
                id,
                site.name(),
                wording.purpose(),
                policy.name(),
                List.of(),
                List.of(new Obstacle(guests, proved, why, instead)),
                Money.ZERO);
    }

    Plan plan() {
        Waves waves = run(Optional.empty());
        for (int attempt = 1; attempt <= ATTEMPTS && !waves.stuck().isEmpty() && waves.chose(); attempt++) {
            Waves other = run(Optional.of(new SplittableRandom(attempt)));
            if (other.stuck().size() < waves.stuck().size()) {
                waves = other;
            }
        }
        List<Drafted> drafts = waves.drafts();
        List<Obstacle> obstacles = new ArrayList<>(errands.obstacles());
        List<Errand> stuck = waves.stuck();
        if (!stuck.isEmpty()) {
            Deadlock deadlock = new Deadlock(site, policy, answer, pace, errands, first()).resolve(drafts, stuck);
            drafts = deadlock.drafts();
            stuck = deadlock.stuck();
            obstacles.addAll(deadlock.obstacles());
        }
        List<HostStep> before = new ArrayList<>(hostSteps.fences(new Loads(site, policy.reserve())));
        before.addAll(hostSteps.engagements());
        return write(before, drafts, hostSteps.releases(drafts, stuck), obstacles);
    }

    /** The number of the last wave that is about hosts alone. */
    private int first() {
        return answer.question() instanceof Question.FailOver ? 1 : 0;
    }

    private Waves run(Optional<SplittableRandom> chance) {
        Loads loads = new Loads(site, policy.reserve());
        hostSteps.fences(loads);
        return new Waves(
                        loads,
                        new Detours(site, policy, loads),
                        pace,
                        errands.over(loads),
                        first(),
                        answer.engaged().stream().map(loads::of).toList(),
                        chance)
                .run();
    }

    private Plan write(List<HostStep> before, List<Drafted> drafts, List<HostStep> after, List<Obstacle> obstacles) {
        String id = digest(before, drafts, after, obstacles);
        StepWriter writer = new StepWriter(errands, new Blueprint(site, answer), wording, pace, id);
        List<Step> steps = new ArrayList<>();
        before.forEach(step -> steps.add(step.numbered(1)));
        drafts.forEach(draft -> steps.add(writer.write(1, draft)));
        after.forEach(step -> steps.add(step.numbered(1)));
        steps.sort(Comparator.comparingInt(Step::wave));
        Money difference = Money.ZERO;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            difference = difference.plus(step.cost());
            steps.set(
                    i,
                    new Step(
                            i + 1,
                            step.wave(),
                            step.action(),
                            step.before(),
                            step.inverse(),
                            step.estimate(),
                            step.cost(),
                            step.why()));
        }
        return new Plan(id, site.name(), wording.purpose(), policy.name(), steps, obstacles, difference);
    }

    private String digest(List<HostStep> before, List<Drafted> drafts, List<HostStep> after, List<Obstacle> obstacles) {
        PlanText text = new PlanText().line(site.name(), policy.name(), wording.purpose());
        before.forEach(step -> text.line(step.wave(), step.action()));
        for (Drafted draft : drafts) {
            text.leg(draft);
            if (draft.leg().kind() == Leg.Kind.CREATE) {
                text.service(new Blueprint(site, answer).serviceOf(draft.guest()))
                        .names(draft.leg().to().endpoint().networks())
                        .names(draft.leg().to().endpoint().images());
            }
        }
        after.forEach(step -> text.line(step.wave(), step.action()));
        obstacles.forEach(obstacle -> text.line(obstacle.guests(), obstacle.proved()));
        return text.digest();
    }
}
