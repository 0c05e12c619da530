package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;

/** Finds places for guests that have none. Stateless. */
public final class Placing {
    private Placing() {}

    /** Answers that question. */
    public static Answer answer(Site site, Policy policy, Question.Place question, Effort effort) {
        throw new UnsupportedOperationException("not built yet");
    }
}
