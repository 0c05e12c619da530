package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;

/** Evens out the load with few moves. Stateless. */
public final class Rebalancing {
    private Rebalancing() {}

    /** Answers that question. */
    public static Answer answer(Site site, Policy policy, Question.Rebalance question, Effort effort) {
        throw new UnsupportedOperationException("not built yet");
    }
}
