package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;

final class ConsolidationNeed {
    ConsolidationNeed(Site site, Policy policy, Question.Consolidate question, Effort effort) {}

    boolean isPressing() {
        return false;
    }

    Answer answer() {
        throw new UnsupportedOperationException("not built yet");
    }
}
