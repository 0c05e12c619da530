package io.polyvisor.placement.search;

import io.polyvisor.placement.Effort;
import io.polyvisor.placement.failover.Survival;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether every pool survives what it must with guests at some places. A pool that is too weak already must not become weaker: then it
 * is held to the number of hosts that it can lose now. That number is looked for only when it is needed.
 */
final class Admission {
    private final Site site;
    private final Site before;
    private final Policy policy;
    private final Grid grid;
    private final Effort effort;
    private final boolean needed;
    private @Nullable Map<String, Pool> reachable;
    private @Nullable Survival following;

    /** For that site, whose pools must not become weaker than they were before. */
    Admission(Site site, Site before, Policy policy, Grid grid, Effort effort) {
        this.site = site;
        this.before = before;
        this.policy = policy;
        this.grid = grid;
        this.effort = effort;
        this.needed = site.pools().values().stream().anyMatch(pool -> required(pool) > 0);
    }

    private int required(Pool pool) {
        return Math.max(pool.failures(), policy.reserve().failures());
    }

    /** Whether any pool must survive anything. */
    boolean isNeeded() {
        return needed;
    }

    /** Whether guests may be at these places. */
    boolean admits(int[] places) {
        return weakened(places).isEmpty();
    }

    /** The pools that would be weaker than they must be and than they are. */
    Set<String> weakened(int[] places) {
        return needed ? weakened(grid.named(places)) : Set.of();
    }

    /** The same for guests at these places. */
    Set<String> weakened(Map<String, HostKey> places) {
        if (!needed) {
            return Set.of();
        }
        if (reachable == null) {
            Set<String> weak = Survival.weakPools(site, policy, places, effort);
            if (weak.isEmpty()) {
                return weak;
            }
            reachable = withinReach();
        }
        return Survival.weakPools(with(site, reachable), unreserved(), places, effort);
    }

    /** Whether these guests may be put on that host, beside others at these places: what is put is followed until it is taken again. */
    boolean put(List<String> guests, HostKey host, Supplier<Map<String, HostKey>> places) {
        boolean reduced = reachable != null;
        if (following == null) {
            following = from(places.get());
        }
        if (holdsWith(guests, host)) {
            return true;
        }
        if (reduced) {
            return false;
        }
        reachable = withinReach();
        following = from(places.get());
        return holdsWith(guests, host);
    }

    private Survival from(Map<String, HostKey> places) {
        return reachable == null
                ? Survival.of(site, policy, places, effort)
                : Survival.of(with(site, reachable), unreserved(), places, effort);
    }

    private boolean holdsWith(List<String> guests, HostKey host) {
        Survival now = requireFollowing();
        guests.forEach(guest -> now.put(guest, host));
        return now.holds(host);
    }

    /** Takes guests from the host again that they were put on. */
    void take(List<String> guests, HostKey host) {
        guests.forEach(guest -> requireFollowing().take(guest, host));
    }

    private Survival requireFollowing() {
        return Objects.requireNonNull(following, "nothing was put yet");
    }

    /** Rooms that, kept free, let big guests of these pools find places. */
    List<Spares.Spare> spares(Set<String> pools) {
        return new Spares(grid, site, hostsOf(pools)).rooms();
    }

    /** The hosts of these pools. */
    BitSet hostsOf(Set<String> pools) {
        BitSet hosts = new BitSet();
        for (int host = 0; host < grid.hosts(); host++) {
            hosts.set(host, pools.contains(site.host(grid.host(host)).pool()));
        }
        return hosts;
    }

    /** The pools, each held to no more than what it survives as things were. */
    private Map<String, Pool> withinReach() {
        Map<String, Pool> pools = new LinkedHashMap<>();
        site.pools().forEach((name, pool) -> pools.put(name, surviving(pool, required(pool))));
        Map<String, HostKey> places = new LinkedHashMap<>();
        before.guests().forEach((name, guest) -> guest.place().ifPresent(place -> places.put(name, place)));
        Set<String> weak = Survival.weakPools(with(before, pools), unreserved(), places, effort);
        while (!weak.isEmpty()) {
            for (String name : weak) {
                pools.computeIfPresent(name, (any, pool) -> surviving(pool, Math.max(0, pool.failures() - 1)));
            }
            boolean lowest = weak.stream().map(pools::get).allMatch(pool -> pool == null || pool.failures() == 0);
            weak = lowest ? Set.of() : Survival.weakPools(with(before, pools), unreserved(), places, effort);
        }
        return pools;
    }

    private static Pool surviving(Pool pool, int failures) {
        return new Pool(pool.name(), failures, pool.liveAcrossVendors());
    }

    private static Site with(Site site, Map<String, Pool> pools) {
        return new Site(
                site.name(),
                site.currency(),
                site.endpoints(),
                pools,
                site.hosts(),
                site.storages(),
                site.guests(),
                site.groups(),
                site.services());
    }

    private Policy unreserved() {
        Reserve reserve =
                new Reserve(policy.reserve().memoryPercent(), policy.reserve().vcpuPercent(), 0);
        return new Policy(policy.name(), policy.rules(), policy.fill(), reserve, policy.budget());
    }
}
