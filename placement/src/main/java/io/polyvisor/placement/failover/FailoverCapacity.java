package io.polyvisor.placement.failover;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;
import java.util.List;
import java.util.Set;

/** Computes how many hosts the pools of a site can lose. Pure and thread-safe. */
public final class FailoverCapacity {
    private FailoverCapacity() {}

    /** For every pool, in the order of their names, where guests of these protections must be restarted. */
    public static List<PoolCapacity> of(
            Site site, Policy policy, Set<Protection> counted, Meaning meaning, Effort effort) {
        throw new UnsupportedOperationException("not built yet");
    }
}
