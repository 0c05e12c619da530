package io.polyvisor.placement;

import io.polyvisor.placement.failover.FailingOver;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.search.Consolidating;
import io.polyvisor.placement.search.Evacuating;
import io.polyvisor.placement.search.Explaining;
import io.polyvisor.placement.search.Placing;
import io.polyvisor.placement.search.Rebalancing;
import io.polyvisor.placement.search.Reprotecting;
import io.polyvisor.placement.site.Site;

/** Answers questions about a site. Pure and thread-safe; blocks for as long as the effort allows. */
public final class Placer {
    private Placer() {}

    /** Answers that question. */
    public static Answer answer(Site site, Policy policy, Question question, Effort effort) {
        if (question instanceof Question.Place place) {
            return Placing.answer(site, policy, place, effort);
        }
        if (question instanceof Question.Rebalance rebalance) {
            return Rebalancing.answer(site, policy, rebalance, effort);
        }
        if (question instanceof Question.Consolidate consolidate) {
            return Consolidating.answer(site, policy, consolidate, effort);
        }
        if (question instanceof Question.Evacuate evacuate) {
            return Evacuating.answer(site, policy, evacuate, effort);
        }
        if (question instanceof Question.FailOver failOver) {
            return FailingOver.answer(site, policy, failOver, effort);
        }
        return Reprotecting.answer(site, policy, (Question.ChangeProtection) question, effort);
    }

    /** Why that guest is where the answer puts it. */
    public static Explanation explain(Site site, Policy policy, Answer answer, String guest) {
        return Explaining.explain(site, policy, answer, guest);
    }
}
