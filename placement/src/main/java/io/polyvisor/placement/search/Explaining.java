package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;

/** Says why a guest is where an answer puts it. Stateless. */
public final class Explaining {
    private Explaining() {}

    /** Explains the place of that guest. */
    public static Explanation explain(Site site, Policy policy, Answer answer, String guest) {
        throw new UnsupportedOperationException("not built yet");
    }
}
