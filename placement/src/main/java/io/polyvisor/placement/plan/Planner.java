package io.polyvisor.placement.plan;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import java.util.Collection;

/** Makes plans of answers. Pure and thread-safe. */
public final class Planner {
    private Planner() {}

    /**
     * The steps that lead from the site as it is to that answer. Of an answer that changes nothing the plan is empty; of one that does
     * not hold, too, and its obstacle says why. Groups that belong together may be apart between waves: guests arrive one by one.
     */
    public static Plan plan(Site site, Policy policy, Answer answer, Pace pace) {
        return answer.holds() ? new Drawing(site, policy, answer, pace).plan() : Drawing.nothing(site, policy, answer);
    }

    /**
     * The steps that let a host return that was fenced, after its guests were started elsewhere: the definitions that it still has of
     * them are removed first, so that none of them runs twice.
     *
     * @param stale guests that run elsewhere now, or shall
     */
    public static Plan rejoin(Site site, HostKey host, Collection<String> stale) {
        return Returning.plan(site, host, stale);
    }
}
