package io.polyvisor.placement.plan;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;

/** Makes plans of answers. Pure and thread-safe. */
public final class Planner {
    private Planner() {}

    /** The steps that lead from the site as it is to that answer. */
    public static Plan plan(Site site, Policy policy, Answer answer, Pace pace) {
        throw new UnsupportedOperationException("not built yet");
    }
}
