package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;

/**
 * Empties hosts, with few moves, so that they can be switched off; or, where what runs has too little room or its pool survives too few
 * failures, switches hosts on. A host is in use that has active guests. One that has inactive guests, too, is emptied of these as well,
 * or not at all. Pools that need more are not emptied.
 *
 * <p>With a number of hosts, the answer leaves at most so many in use in the whole site, and the bound on moves is for exactly so many;
 * without one, each pool is left with the fewest for which an assignment was found.
 *
 * <p>Stateless.
 */
public final class Consolidating {
    private Consolidating() {}

    /** Answers that question. */
    public static Answer answer(Site site, Policy policy, Question.Consolidate question, Effort effort) {
        ConsolidationRelief relief = new ConsolidationNeed(site, policy, question, effort).relief();
        return new Consolidation(site, policy, question, effort, relief).answer();
    }
}
