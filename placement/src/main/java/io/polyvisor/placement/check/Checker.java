package io.polyvisor.placement.check;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;
import java.util.List;

/** Verifies answers and plans, by rules of its own. Pure and thread-safe. */
public final class Checker {
    private Checker() {}

    /** What is wrong with that answer; nothing when it holds. */
    public static List<Violation> check(Site site, Policy policy, Answer answer) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** What is wrong with that plan, replayed step by step from the site as it is; nothing when it leads to the answer. */
    public static List<Violation> replay(Site site, Policy policy, Plan plan, Answer answer) {
        throw new UnsupportedOperationException("not built yet");
    }
}
