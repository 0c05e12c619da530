package io.polyvisor.placement.search;

import io.polyvisor.model.Memory;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Shortage.Addition;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.VlanEvidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tries what could be added to a site so that guests find places: each change by itself, with the whole question asked again. The
 * cheapest in the end comes first; among equals a switch thrown before a setting, a setting before a purchase, and less before more.
 */
final class Additions {
    private static final int MOST_TRIALS = 160;
    private static final long WORK_OF_TRIALS = 1_600_000;
    private static final int MOST_GIB = 4096;
    private static final int MOST_PERCENT = 1600;
    private final Site site;
    private final Policy policy;
    private final Ask ask;
    private final Set<String> conflict;
    private final Set<Constraint> constraints;
    private final Effort effort;
    private final List<Found> found = new ArrayList<>();
    private final List<SiteGuest> sorts;
    private int trials;

    Additions(Site site, Policy policy, Ask ask, Set<String> conflict, Set<Constraint> constraints, Effort effort) {
        this.site = site;
        this.policy = policy;
        this.ask = ask;
        this.conflict = conflict;
        this.sorts = new Grid(site, policy, Eligibility.of(site, policy)).oneOfEachSort(conflict);
        this.constraints = constraints;
        this.effort = new Effort(effort.seed(), Math.max(1, effort.steps() / 8));
        long size = Math.max(1, (long) site.hosts().size() * site.guests().size());
        trials = (int) Math.max(2, Math.min(MOST_TRIALS, WORK_OF_TRIALS / size));
    }

    List<Addition> cheapestFirst() {
        List<SiteHost> hosts = site.hosts().values().stream()
                .sorted(Comparator.comparing(SiteHost::key))
                .toList();
        switchOn(hosts.stream().filter(host -> host.state() == HostState.OFF).toList());
        hosts.stream().filter(host -> host.state() == HostState.UP).forEach(this::vlans);
        if (constraints.contains(Constraint.VCPUS)) {
            hosts.stream().filter(this::isWanted).forEach(this::overcommit);
        }
        if (constraints.contains(Constraint.MEMORY) || constraints.contains(Constraint.RESERVE)) {
            hosts.stream().filter(this::isWanted).forEach(this::memory);
        }
        if (constraints.contains(Constraint.BUDGET)) {
            budget();
        }
        found.sort(Comparator.comparing(Found::costAfter)
                .thenComparingInt(Found::effort)
                .thenComparingLong(Found::amount)
                .thenComparing(each -> each.addition().what()));
        return found.stream().map(Found::addition).toList();
    }

    /** Each by itself; and if none is enough, as many as it takes. */
    private void switchOn(List<SiteHost> off) {
        int before = found.size();
        for (SiteHost host : off.subList(0, Math.min(trials, off.size()))) {
            attempt(with(List.of(host.in(HostState.UP))), policy)
                    .ifPresent(cost -> add("switch on host " + host.key(), priceOf(List.of(host)), cost, 0, 1));
        }
        for (int count = 2; count <= off.size() && found.size() == before && trials > 0; count++) {
            List<SiteHost> some = off.subList(0, count);
            attempt(with(some.stream().map(host -> host.in(HostState.UP)).toList()), policy)
                    .ifPresent(cost -> add("switch on hosts " + names(some), priceOf(some), cost, 0, some.size()));
        }
    }

    private static String names(List<SiteHost> hosts) {
        return String.join(
                ", ", hosts.stream().map(host -> host.key().toString()).toList());
    }

    private Optional<Money> priceOf(List<SiteHost> hosts) {
        Money sum = Money.ZERO;
        for (SiteHost host : hosts) {
            sum = sum.plus(site.endpointOf(host.key()).cost().perHost());
        }
        return sum.equals(Money.ZERO) ? Optional.empty() : Optional.of(sum);
    }

    private void vlans(SiteHost host) {
        Set<VlanId> missing = new TreeSet<>();
        sorts.forEach(guest -> missing.addAll(guest.vlans()));
        missing.removeAll(host.vlans().keySet());
        if (missing.isEmpty() || trials <= 0) {
            return;
        }
        Map<VlanId, VlanEvidence> vlans = new HashMap<>(host.vlans());
        missing.forEach(vlan -> vlans.put(vlan, VlanEvidence.ATTESTED));
        String names =
                String.join(" and ", missing.stream().map(VlanId::toString).toList());
        attempt(with(List.of(changed(host, host.memory(), host.overcommitPercent(), vlans))), policy)
                .ifPresent(cost ->
                        add("VLAN " + names + " on host " + host.key(), Optional.empty(), cost, 1, missing.size()));
    }

    private boolean isWanted(SiteHost host) {
        Eligibility eligibility = Eligibility.of(site, policy);
        return trials > 0
                && sorts.stream()
                        .anyMatch(guest ->
                                eligibility.obstacleToComing(guest, host).isEmpty());
    }

    private void overcommit(SiteHost host) {
        least(
                        host.overcommitPercent() + 1,
                        MOST_PERCENT,
                        percent -> changed(host, host.memory(), percent, host.vlans()))
                .ifPresent(least -> add(
                        "an overcommit of " + least.amount() + " percent, not " + host.overcommitPercent()
                                + ", on host " + host.key(),
                        Optional.empty(),
                        least.cost(),
                        2,
                        least.amount() - host.overcommitPercent()));
    }

    private void memory(SiteHost host) {
        long wanted = 0;
        for (String name : conflict) {
            SiteGuest guest = site.guest(name);
            wanted = Math.addExact(wanted, guest.active() ? guest.memory().bytes() : 0);
        }
        int most = (int)
                Math.min(MOST_GIB, 1 + wanted * 100 / (100 - policy.reserve().memoryPercent()) / (1L << 30));
        least(
                        1,
                        most,
                        gib -> changed(
                                host, host.memory().plus(Memory.gib(gib)), host.overcommitPercent(), host.vlans()))
                .ifPresent(least -> add(
                        least.amount() + " GiB of memory in host " + host.key(),
                        Optional.empty(),
                        least.cost(),
                        3,
                        least.amount()));
    }

    private void budget() {
        Policy unlimited = new Policy(policy.name(), policy.rules(), policy.fill(), policy.reserve(), Optional.empty());
        Money now = policy.budget().orElseThrow();
        attempt(site, unlimited)
                .ifPresent(cost -> add(
                        "a budget of " + cost + " " + site.currency() + ", not " + now,
                        Optional.of(cost.minus(now)),
                        cost,
                        4,
                        1));
    }

    /** The least amount with which it works; empty when the most is not enough. */
    private Optional<Least> least(int from, int most, IntFunction<SiteHost> change) {
        Optional<Money> cost = from > most ? Optional.empty() : attempt(with(List.of(change.apply(most))), policy);
        if (cost.isEmpty()) {
            return Optional.empty();
        }
        int low = from;
        int high = most;
        Money best = cost.get();
        while (low < high) {
            int middle = low + (high - low) / 2;
            Optional<Money> half = attempt(with(List.of(change.apply(middle))), policy);
            if (half.isPresent()) {
                high = middle;
                best = half.get();
            } else {
                low = middle + 1;
            }
        }
        return Optional.of(new Least(high, best));
    }

    private static SiteHost changed(SiteHost host, Memory memory, int overcommit, Map<VlanId, VlanEvidence> vlans) {
        return new SiteHost(
                host.key(),
                host.pool(),
                memory,
                host.cpus(),
                overcommit,
                host.cpuVendor(),
                vlans,
                host.storages(),
                host.state());
    }

    private Site with(List<SiteHost> changed) {
        return site.withHosts(site.hosts().values().stream()
                .map(host -> changed.stream()
                        .filter(other -> other.key().equals(host.key()))
                        .findFirst()
                        .orElse(host))
                .toList());
    }

    /** The cost of a year when it works. */
    private Optional<Money> attempt(Site other, Policy rules) {
        if (trials-- <= 0) {
            return Optional.empty();
        }
        Trial trial = Trial.of(other, rules, ask.beside(other), effort);
        @Nullable Packing best = trial.best();
        return best == null
                ? Optional.empty()
                : Optional.of(new Tally(trial.grid(), trial.work().places(best.at)).cost());
    }

    private void add(String what, Optional<Money> price, Money costAfter, int effortRank, long amount) {
        found.add(new Found(new Addition(what, price), costAfter, effortRank, amount));
    }

    private record Found(Addition addition, Money costAfter, int effort, long amount) {}

    private record Least(int amount, Money cost) {}
}
