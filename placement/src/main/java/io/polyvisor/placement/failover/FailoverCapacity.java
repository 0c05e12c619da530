package io.polyvisor.placement.failover;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Computes how many hosts the pools of a site can lose, over all that binds a guest to a host: memory, virtual processors, VLANs, CPU
 * vendor, storage, pins, rules of the policy, and groups. Hosts that are up count, and those in maintenance, which can be lost and take
 * no guests; what the policy keeps in reserve stays free. Guests that are not counted keep their room on hosts that are left, and need
 * none when theirs is lost. A guest that must share a host with others is restarted with them, or where they are.
 *
 * <p>Pure and thread-safe. The effort is that of each pool.
 */
public final class FailoverCapacity {
    private FailoverCapacity() {}

    /** For every pool, in the order of their names, where guests of these protections must be restarted. */
    public static List<PoolCapacity> of(
            Site site, Policy policy, Set<Protection> counted, Meaning meaning, Effort effort) {
        Map<String, HostKey> places = places(site);
        SiteLoad loads = new SiteLoad(site, policy, counted, site.pools().keySet(), places);
        List<PoolCapacity> capacities = new ArrayList<>();
        loads.pools().forEach((pool, load) -> {
            CapacityStudy study = new CapacityStudy(load, meaning, effort).run();
            int configured = Math.max(
                    Objects.requireNonNull(site.pools().get(pool)).failures(),
                    policy.reserve().failures());
            Optional<Shortage.Addition> fix = study.current() >= configured || !study.decided()
                    ? Optional.empty()
                    : new Fixes(
                                    site,
                                    pool,
                                    new CapacityTrial(
                                            policy, counted, meaning, effort, pool, configured, study.counterExample()))
                            .cheapest(study.stranded());
            capacities.add(new PoolCapacity(
                    pool,
                    meaning,
                    load.size(),
                    configured,
                    study.current(),
                    study.decided(),
                    study.counterExample(),
                    study.stranded(),
                    new BoundGuests(site, policy, load).words(),
                    fix));
        });
        return capacities;
    }

    /**
     * For the site as a whole, any hosts of all its pools: under the site's name. Guests are restarted within their pools, so it can lose
     * as many hosts as its weakest pool; it is configured to lose as many as the pool that must lose fewest.
     */
    public static PoolCapacity ofSite(
            Site site, Policy policy, Set<Protection> counted, Meaning meaning, Effort effort) {
        List<PoolCapacity> pools = of(site, policy, counted, meaning, effort);
        int hosts = pools.stream().mapToInt(PoolCapacity::hosts).sum();
        int configured = pools.stream()
                .mapToInt(PoolCapacity::configured)
                .min()
                .orElse(policy.reserve().failures());
        List<String> bound =
                pools.stream().flatMap(pool -> pool.bound().stream()).toList();
        Optional<PoolCapacity> weakest = pools.stream()
                .filter(pool -> pool.current() < pool.hosts())
                .min(Comparator.comparingInt(PoolCapacity::current).thenComparing(pool -> !pool.decided()));
        return new PoolCapacity(
                site.name(),
                meaning,
                hosts,
                configured,
                weakest.map(PoolCapacity::current).orElse(hosts),
                weakest.map(PoolCapacity::decided).orElse(true),
                weakest.map(PoolCapacity::counterExample).orElse(List.of()),
                weakest.map(PoolCapacity::stranded).orElse(Set.of()),
                bound,
                weakest.filter(pool -> pool.current() < configured).flatMap(PoolCapacity::fix));
    }

    private static Map<String, HostKey> places(Site site) {
        Map<String, HostKey> places = new LinkedHashMap<>();
        site.guests().forEach((name, guest) -> guest.place().ifPresent(place -> places.put(name, place)));
        return places;
    }
}
