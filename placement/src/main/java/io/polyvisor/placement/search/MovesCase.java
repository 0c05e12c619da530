package io.polyvisor.placement.search;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.failover.Survival;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What all questions about moves have in common: the site as it is, what a state costs, whether pools stay strong, and the answer. */
final class MovesCase {
    private final Site site;
    private final Policy policy;
    private final Question question;
    private final Effort effort;
    private final Grid grid;
    private final long costBefore;
    private final Map<String, Integer> survives = new HashMap<>();
    private Optional<Set<String>> weakBefore = Optional.empty();

    MovesCase(Site site, Policy policy, Question question, Effort effort, Grid grid) {
        this.site = site;
        this.policy = policy;
        this.question = question;
        this.effort = effort;
        this.grid = grid;
        costBefore = cost(grid.places());
    }

    Site site() {
        return site;
    }

    Grid grid() {
        return grid;
    }

    Effort effort() {
        return effort;
    }

    /** Hundredths that these places cost in a year. */
    private long cost(int[] places) {
        long cost = 0;
        BitSet used = new BitSet();
        for (int guest = 0; guest < places.length; guest++) {
            if (places[guest] >= 0 && site.guest(grid.guest(guest)).active()) {
                cost += grid.costOfGuest(places[guest]);
                if (!used.get(places[guest])) {
                    used.set(places[guest]);
                    cost += grid.costOfHost(places[guest]);
                }
            }
        }
        return cost;
    }

    /** Whether the budget allows these places, or they cost no more than now. */
    boolean affordable(int[] places) {
        long cost = cost(places);
        return cost <= costBefore
                || policy.budget().map(budget -> cost <= budget.hundredths()).orElse(true);
    }

    /** Pools that would survive fewer failures with these places and hosts switched off and on than they do now and must. */
    Set<String> weakened(int[] places, Collection<HostKey> off, Collection<HostKey> on) {
        if (!anyPoolMustSurvive()) {
            return Set.of();
        }
        Set<String> weak = new TreeSet<>(weak(places, off, on));
        weak.removeIf(pool -> weakNow().contains(pool) && !weakerStill(pool, places, switched(off, on)));
        return weak;
    }

    private boolean weakerStill(String pool, int[] places, Site then) {
        int now = survives.computeIfAbsent(pool, this::survivesNow);
        return now > 0 && weakAt(then, now, pool, places);
    }

    /** How many failures a pool survives that does not survive as many as it must. */
    private int survivesNow(String pool) {
        int configured =
                Optional.ofNullable(site.pools().get(pool)).map(Pool::failures).orElse(0);
        int failures = Math.max(configured, policy.reserve().failures()) - 1;
        while (failures > 0 && weakAt(site, failures, pool, grid.places())) {
            failures--;
        }
        return failures;
    }

    private boolean weakAt(Site then, int failures, String name, int[] places) {
        Map<String, Pool> pools = new LinkedHashMap<>();
        for (Pool pool : then.pools().values()) {
            boolean asked = pool.name().equals(name);
            pools.put(pool.name(), new Pool(pool.name(), asked ? failures : 0, pool.liveAcrossVendors()));
        }
        Site asked = new Site(
                then.name(),
                then.currency(),
                then.endpoints(),
                pools,
                then.hosts(),
                then.storages(),
                then.guests(),
                then.groups(),
                then.services());
        Reserve reserve =
                new Reserve(policy.reserve().memoryPercent(), policy.reserve().vcpuPercent(), 0);
        Policy lenient = new Policy(policy.name(), policy.rules(), policy.fill(), reserve, policy.budget());
        return Survival.weakPools(asked, lenient, grid.named(places), effort).contains(name);
    }

    /** Pools that do not survive now what they must. */
    Set<String> weakNow() {
        if (!anyPoolMustSurvive()) {
            return Set.of();
        }
        Set<String> weak = weakBefore.orElseGet(() -> weak(grid.places(), List.of(), List.of()));
        weakBefore = Optional.of(weak);
        return weak;
    }

    /** Pools that would not survive what they must. */
    Set<String> weak(int[] places, Collection<HostKey> off, Collection<HostKey> on) {
        return Survival.weakPools(switched(off, on), policy, grid.named(places), effort);
    }

    private Site switched(Collection<HostKey> off, Collection<HostKey> on) {
        if (off.isEmpty() && on.isEmpty()) {
            return site;
        }
        Map<HostKey, SiteHost> hosts = new LinkedHashMap<>(site.hosts());
        off.forEach(host -> hosts.put(host, site.host(host).in(HostState.OFF)));
        on.forEach(host -> hosts.put(host, site.host(host).in(HostState.UP)));
        return site.withHosts(hosts.values());
    }

    boolean anyPoolMustSurvive() {
        boolean asked = policy.reserve().failures() > 0
                || site.pools().values().stream().mapToInt(Pool::failures).anyMatch(failures -> failures > 0);
        return asked && site.guests().values().stream().anyMatch(MovesCase::counts);
    }

    private static boolean counts(SiteGuest guest) {
        return guest.active() && guest.protection() == Protection.PROTECTED;
    }

    /** An answer that holds: proved to be the best where every bound is reached. */
    Answer holding(int[] places, List<HostKey> released, List<HostKey> engaged, List<Bound> bounds) {
        return new Answer(
                question,
                bounds.stream().allMatch(Bound::tight) ? Verdict.OPTIMAL : Verdict.FEASIBLE,
                grid.named(places),
                Set.of(),
                released,
                engaged,
                new Money(costBefore),
                new Money(cost(places)),
                bounds,
                Optional.empty());
    }

    /** An answer that there is none, or that none was found: everybody stays. */
    Answer refusing(boolean proved, Set<String> unplaced, Shortage shortage) {
        return new Answer(
                question,
                proved ? Verdict.INFEASIBLE : Verdict.UNDECIDED,
                grid.named(grid.places()),
                unplaced,
                List.of(),
                List.of(),
                new Money(costBefore),
                new Money(costBefore),
                List.of(),
                Optional.of(shortage));
    }
}
