package io.polyvisor.placement.failover;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether pools survive what they are configured to survive, with guests at these places: the admission check of placement. The
 * protected guests are counted, losses come at once.
 *
 * <p>One that was made is not thread-safe: it follows a search that puts guests somewhere and takes them away again. The static method is
 * pure.
 */
public final class Survival {
    private final Site site;
    private final Policy policy;
    private final Effort effort;
    private final SiteLoad load;

    private Survival(Site site, Policy policy, Map<String, HostKey> places, Effort effort) {
        this.site = site;
        this.policy = policy;
        this.effort = effort;
        Set<String> wanted = site.pools().keySet().stream()
                .filter(pool -> failures(pool) > 0)
                .collect(Collectors.toCollection(TreeSet::new));
        load = new SiteLoad(site, policy, Set.of(Protection.PROTECTED), wanted, places);
    }

    /** Begins with guests at these places; those that are not named have none. */
    public static Survival of(Site site, Policy policy, Map<String, HostKey> places, Effort effort) {
        return new Survival(site, policy, places, effort);
    }

    /** The pools, by name, that would not survive as many failures as they must, or of which that could not be proved. */
    public static Set<String> weakPools(Site site, Policy policy, Map<String, HostKey> places, Effort effort) {
        return of(site, policy, places, effort).weakPools();
    }

    /** Puts the guest on that host; it must be nowhere so far. */
    public void put(String guest, HostKey host) {
        load.put(site.guest(guest), host);
    }

    /** Takes the guest from that host, where it was put. */
    public void take(String guest, HostKey host) {
        load.take(site.guest(guest), host);
    }

    /** Whether the pool of that host survives as many failures as it must, as things are: proved. */
    public boolean holds(HostKey host) {
        PoolLoad pool = load.poolOf(host);
        return pool == null || survives(pool);
    }

    /** Whether the guest can be put on that host without making its pool weak. Nothing is changed. */
    public boolean admits(String guest, HostKey host) {
        SiteGuest newcomer = site.guest(guest);
        load.put(newcomer, host);
        boolean holds = holds(host);
        load.take(newcomer, host);
        return holds;
    }

    /** The pools, by name, that do not survive as many failures as they must as things are, or of which that could not be proved. */
    public Set<String> weakPools() {
        return load.pools().values().stream()
                .filter(pool -> !survives(pool))
                .map(pool -> pool.pool)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean survives(PoolLoad pool) {
        return new AtOnce(pool, new Budget(effort)).survives(failures(pool.pool)) == Packer.Outcome.PLACED;
    }

    private int failures(String pool) {
        int configured = Objects.requireNonNull(site.pools().get(pool)).failures();
        return Math.max(configured, policy.reserve().failures());
    }
}
