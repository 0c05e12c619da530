package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;

/** Finds out what changes when a guest is protected otherwise. Stateless. */
public final class Reprotecting {
    private Reprotecting() {}

    /** Answers that question. */
    public static Answer answer(Site site, Policy policy, Question.ChangeProtection question, Effort effort) {
        throw new UnsupportedOperationException("not built yet");
    }
}
