package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;

/** Empties hosts. Stateless. */
public final class Consolidating {
    private Consolidating() {}

    /** Answers that question. */
    public static Answer answer(Site site, Policy policy, Question.Consolidate question, Effort effort) {
        throw new UnsupportedOperationException("not built yet");
    }
}
