package io.polyvisor.placement.check;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;
import java.util.List;
import java.util.Optional;

/** An answer, or a plan for one, that breaks one rule. */
record Mutant(Rule rule, Site site, Policy policy, Answer answer, Optional<Plan> plan) {

    static Mutant of(Rule rule, Site site, Policy policy, Answer answer) {
        return new Mutant(rule, site, policy, answer, Optional.empty());
    }

    static Mutant of(Rule rule, Site site, Answer answer, Plan plan) {
        return new Mutant(rule, site, House.ANYWHERE, answer, Optional.of(plan));
    }

    List<Violation> faults() {
        return plan.map(each -> Checker.replay(site, policy, each, answer, Pace.standard()))
                .orElseGet(() -> Checker.check(site, policy, answer));
    }
}
