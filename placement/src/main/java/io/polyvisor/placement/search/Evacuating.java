package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;

/** Empties one host. Stateless. */
public final class Evacuating {
    private Evacuating() {}

    /** Answers that question. */
    public static Answer answer(Site site, Policy policy, Question.Evacuate question, Effort effort) {
        throw new UnsupportedOperationException("not built yet");
    }
}
