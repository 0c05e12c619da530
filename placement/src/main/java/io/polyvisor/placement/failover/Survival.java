package io.polyvisor.placement.failover;

import io.polyvisor.placement.Effort;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import java.util.Map;
import java.util.Set;

/**
 * Whether pools survive what they are configured to survive, with guests at these places: the admission check of placement. The
 * protected guests are counted, losses come at once.
 *
 * <p>Stateless.
 */
public final class Survival {
    private Survival() {}

    /** The pools, by name, that would not survive as many failures as they must, or of which that could not be proved. */
    public static Set<String> weakPools(Site site, Policy policy, Map<String, HostKey> places, Effort effort) {
        throw new UnsupportedOperationException("not built yet");
    }
}
