package io.polyvisor.apply;

import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.site.Site;

/**
 * Carries plans out on a site. One applier works on a site at a time.
 *
 * <p>Not thread-safe. Every method blocks until it is through; each step for at most its deadline.
 */
public final class Applier {

    /** An applier on that site. */
    public Applier(Site site, Endpoints endpoints, StateDirectory state, ApplyOptions options) {}

    /** What carrying the plan out would meet. Observes and checks; changes nothing, keeps nothing, needs no lock. */
    public ApplyReport dryRun(Plan plan) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Carries the plan out from its beginning: first looks at everything that can be looked at now, then takes step by step, each after
     * looking again. Stops at the first drift or failure.
     *
     * @throws StateException LOCKED, BEGUN, OTHER_SITE or UNUSABLE: nothing was done
     */
    public ApplyReport apply(Plan plan, ApplyListener listener) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Goes on with a plan that was begun. A step that was begun and of whose end nothing is known is decided by looking.
     *
     * @throws StateException LOCKED, NOT_BEGUN, DAMAGED, OTHER_SITE or UNUSABLE: nothing was done
     */
    public ApplyReport resume(String planId, ApplyListener listener) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Takes back what was done of a plan, in reverse order. What has no inverse stays, and the report says so.
     *
     * @throws StateException LOCKED, NOT_BEGUN, DAMAGED, OTHER_SITE or UNUSABLE: nothing was done
     */
    public ApplyReport undo(String planId, ApplyListener listener) {
        throw new UnsupportedOperationException("not built yet");
    }
}
