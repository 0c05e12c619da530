package io.polyvisor.placement.failover;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;

/** Finds places for guests of lost hosts. Stateless. */
public final class FailingOver {
    private FailingOver() {}

    /** Answers that question. */
    public static Answer answer(Site site, Policy policy, Question.FailOver question, Effort effort) {
        throw new UnsupportedOperationException("not built yet");
    }
}
