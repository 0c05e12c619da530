package io.polyvisor.placement.search;

import io.polyvisor.model.Memory;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Which constraints stand in the way of guests together: those that close hosts to one of them, and those without which all of them
 * could be placed. Where no single one is enough, memory and processors are named together.
 */
final class Relaxing {
    private static final Memory PLENTY = Memory.gib(1L << 24);
    private static final int MANY = 1 << 24;
    private static final long MOST_PAIRS = 200_000;
    private final Site site;
    private final Policy policy;
    private final Ask ask;
    private final Set<String> guests;
    private final Effort effort;

    Relaxing(Site site, Policy policy, Ask ask, Set<String> guests, Effort effort) {
        this.site = site;
        this.policy = policy;
        this.ask = ask.only(guests);
        this.guests = guests;
        this.effort = effort;
    }

    Set<Constraint> constraints() {
        Set<Constraint> found = EnumSet.noneOf(Constraint.class);
        Eligibility eligibility = Eligibility.of(site, policy);
        Grid grid = new Grid(site, policy, eligibility);
        for (SiteGuest guest : grid.oneOfEachSort(guests)) {
            for (SiteHost host : site.hosts().values()) {
                eligibility.obstacleToComing(guest, host).ifPresent(found::add);
            }
        }
        if (guests.size() * (long) site.hosts().size() > MOST_PAIRS) {
            found.addAll(roughly());
            return found;
        }
        Set<Constraint> enough = EnumSet.noneOf(Constraint.class);
        helps(enough, Constraint.MEMORY, roomy(true, false), policy);
        helps(enough, Constraint.VCPUS, roomy(false, true), policy);
        helps(enough, Constraint.APART, without(Group.Kind.APART), policy);
        helps(enough, Constraint.TOGETHER, without(Group.Kind.TOGETHER), policy);
        helps(enough, Constraint.FAILOVER, unprotected(), with(new Reserve(memory(), vcpus(), 0)));
        helps(
                enough,
                Constraint.RESERVE,
                site,
                with(new Reserve(0, 0, policy.reserve().failures())));
        helps(enough, Constraint.BUDGET, site, unlimited());
        if (enough.isEmpty() && works(roomy(true, true), policy)) {
            enough.add(Constraint.MEMORY);
            enough.add(Constraint.VCPUS);
        }
        found.addAll(enough);
        if (found.isEmpty()) {
            found.add(Constraint.MEMORY);
        }
        return found;
    }

    /** For very many guests: what is wanted in all beside what is free on all hosts that are up. */
    private Set<Constraint> roughly() {
        Grid grid = new Grid(site, policy, Eligibility.of(site, policy));
        Workload work = Workload.of(grid, site, policy, ask);
        long memory = LongStream.of(work.memory).sum();
        long vcpus = IntStream.of(work.vcpus).asLongStream().sum();
        for (int host = 0; host < work.hosts; host++) {
            boolean up = site.host(grid.host(host)).state() == HostState.UP;
            memory -= up ? Math.max(0, work.freeMemory[host]) : 0;
            vcpus -= up ? Math.max(0, work.freeVcpus[host]) : 0;
        }
        Set<Constraint> found = EnumSet.noneOf(Constraint.class);
        if (memory > 0) {
            found.add(Constraint.MEMORY);
        }
        if (vcpus > 0) {
            found.add(Constraint.VCPUS);
        }
        boolean survives = site.pools().values().stream().allMatch(pool -> pool.failures() == 0)
                && policy.reserve().failures() == 0;
        if (found.isEmpty()) {
            found.add(survives ? Constraint.MEMORY : Constraint.FAILOVER);
        }
        return found;
    }

    private int memory() {
        return policy.reserve().memoryPercent();
    }

    private int vcpus() {
        return policy.reserve().vcpuPercent();
    }

    private void helps(Set<Constraint> found, Constraint constraint, Site otherSite, Policy otherPolicy) {
        boolean same = otherSite.equals(site) && otherPolicy.equals(policy);
        if (!same && works(otherSite, otherPolicy)) {
            found.add(constraint);
        }
    }

    private boolean works(Site otherSite, Policy otherPolicy) {
        return Trial.of(otherSite, otherPolicy, ask.beside(otherSite), effort).best() != null;
    }

    private Site roomy(boolean memory, boolean vcpus) {
        return site.withHosts(site.hosts().values().stream()
                .map(host -> new SiteHost(
                        host.key(),
                        host.pool(),
                        memory ? PLENTY : host.memory(),
                        vcpus ? MANY : host.cpus(),
                        vcpus ? 100 : host.overcommitPercent(),
                        host.cpuVendor(),
                        host.vlans(),
                        host.storages(),
                        host.state()))
                .toList());
    }

    private Site without(Group.Kind kind) {
        List<Group> groups =
                site.groups().stream().filter(group -> group.kind() != kind).toList();
        return new Site(
                site.name(),
                site.currency(),
                site.endpoints(),
                site.pools(),
                site.hosts(),
                site.storages(),
                site.guests(),
                groups,
                site.services());
    }

    private Site unprotected() {
        Map<String, Pool> pools = new LinkedHashMap<>();
        site.pools().forEach((name, pool) -> pools.put(name, new Pool(name, 0, pool.liveAcrossVendors())));
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

    private Policy with(Reserve reserve) {
        return new Policy(policy.name(), policy.rules(), policy.fill(), reserve, policy.budget());
    }

    private Policy unlimited() {
        return new Policy(policy.name(), policy.rules(), policy.fill(), policy.reserve(), Optional.empty());
    }
}
