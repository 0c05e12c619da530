package io.polyvisor.placement.failover;

import io.polyvisor.model.Memory;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.Shortage.Addition;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.SiteStorage;
import io.polyvisor.placement.site.VlanEvidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tries what would let a pool pass, cheapest first: what is only to be configured, then hosts that are there, then memory. Each is tried on
 * a changed copy of the site; what is returned helps.
 */
final class Fixes {
    /** Configurations and hosts of one sort that are tried at most. */
    private static final int MOST = 8;

    private static final long GIB = 1L << 30;

    private final Site site;
    private final String pool;
    private final Trial trial;

    Fixes(Site site, String pool, Trial trial) {
        this.site = site;
        this.pool = pool;
        this.trial = trial;
    }

    /** The first thing that helps, for these guests that find no place; empty when nothing that was tried does. */
    Optional<Addition> cheapest(Set<String> stranded) {
        List<SiteGuest> guests =
                new TreeSet<>(stranded).stream().map(site::guest).toList();
        return vlan(guests)
                .or(() -> reach(guests))
                .or(() -> share(guests))
                .or(() -> host(HostState.MAINTENANCE, "take host ", " out of maintenance"))
                .or(() -> host(HostState.OFF, "switch on host ", ""))
                .or(() -> memory(guests));
    }

    private List<SiteHost> hosts(HostState state) {
        return site.hosts().values().stream()
                .filter(host -> host.pool().equals(pool) && host.state() == state)
                .sorted(Comparator.comparing(SiteHost::key))
                .toList();
    }

    private Optional<Addition> vlan(List<SiteGuest> guests) {
        Set<VlanId> wanted = new TreeSet<>();
        guests.forEach(guest -> wanted.addAll(guest.vlans()));
        List<Attempt> attempts = new ArrayList<>();
        for (VlanId vlan : wanted) {
            for (SiteHost host : hosts(HostState.UP)) {
                if (!host.vlans().containsKey(vlan)) {
                    attempts.add(new Attempt(
                            new Addition("VLAN " + vlan + " on host " + host.key(), Optional.empty()),
                            changed(carrying(host, vlan))));
                }
            }
        }
        return first(attempts);
    }

    private static SiteHost carrying(SiteHost host, VlanId vlan) {
        Map<VlanId, VlanEvidence> vlans = new LinkedHashMap<>(host.vlans());
        vlans.put(vlan, VlanEvidence.ATTESTED);
        return new SiteHost(
                host.key(),
                host.pool(),
                host.memory(),
                host.cpus(),
                host.overcommitPercent(),
                host.cpuVendor(),
                vlans,
                host.storages(),
                host.state());
    }

    private Optional<Addition> reach(List<SiteGuest> guests) {
        List<Attempt> attempts = new ArrayList<>();
        for (String storage : storages(guests, true)) {
            for (SiteHost host : hosts(HostState.UP)) {
                if (!host.storages().contains(storage)) {
                    attempts.add(new Attempt(
                            new Addition("storage " + storage + " on host " + host.key(), Optional.empty()),
                            changed(reaching(host, storage))));
                }
            }
        }
        return first(attempts);
    }

    private static SiteHost reaching(SiteHost host, String storage) {
        Set<String> storages = new HashSet<>(host.storages());
        storages.add(storage);
        return new SiteHost(
                host.key(),
                host.pool(),
                host.memory(),
                host.cpus(),
                host.overcommitPercent(),
                host.cpuVendor(),
                host.vlans(),
                storages,
                host.state());
    }

    /** The storages of these guests' disks that are shared, or are not. */
    private Set<String> storages(List<SiteGuest> guests, boolean shared) {
        Set<String> storages = new TreeSet<>();
        for (SiteGuest guest : guests) {
            guest.disks()
                    .forEach(disk -> disk.storage()
                            .map(site.storages()::get)
                            .filter(storage -> storage.shared() == shared)
                            .ifPresent(storage -> storages.add(storage.name())));
        }
        return storages;
    }

    private Optional<Addition> share(List<SiteGuest> guests) {
        List<Attempt> attempts = new ArrayList<>();
        for (String storage : storages(guests, false)) {
            attempts.add(new Attempt(
                    new Addition("storage " + storage + " shared by all hosts of pool " + pool, Optional.empty()),
                    shared(storage)));
        }
        return first(attempts);
    }

    private Site shared(String name) {
        Map<String, SiteStorage> storages = new LinkedHashMap<>(site.storages());
        storages.computeIfPresent(name, (any, storage) -> new SiteStorage(name, true, storage.on()));
        Site changed = new Site(
                site.name(),
                site.currency(),
                site.endpoints(),
                site.pools(),
                site.hosts(),
                storages,
                site.guests(),
                site.groups(),
                site.services());
        return changed.withHosts(site.hosts().values().stream()
                .map(host -> host.pool().equals(pool) ? reaching(host, name) : host)
                .toList());
    }

    private Optional<Addition> host(HostState state, String before, String after) {
        return first(hosts(state).stream()
                .sorted(Comparator.comparing(
                        host -> site.endpointOf(host.key()).cost().perHost()))
                .map(host -> new Attempt(
                        new Addition(
                                before + host.key() + after,
                                state == HostState.OFF
                                        ? Optional.of(site.endpointOf(host.key())
                                                .cost()
                                                .perHost())
                                        : Optional.empty()),
                        changed(host.in(HostState.UP))))
                .toList());
    }

    /** The least whole GiB that helps, in the host where it is least. */
    private Optional<Addition> memory(List<SiteGuest> guests) {
        long all = guests.stream().mapToLong(guest -> guest.memory().bytes()).sum();
        long limit = 2 * ((all + GIB - 1) / GIB);
        Optional<Addition> best = Optional.empty();
        List<SiteHost> hosts = hosts(HostState.UP);
        for (SiteHost host : hosts.subList(0, Math.min(MOST, hosts.size()))) {
            long least = leastIn(host, limit);
            if (least <= limit) {
                limit = least - 1;
                best = Optional.of(
                        new Addition(Memory.gib(least) + " of memory in host " + host.key(), Optional.empty()));
            }
        }
        return best;
    }

    /** The least up to that limit; more when there is none. What may do is found by halving, and proved then. */
    private long leastIn(SiteHost host, long limit) {
        long bad = 0;
        for (int attempt = 0; attempt < MOST; attempt++) {
            if (bad >= limit || !trial.mayDo(changed(bigger(host, limit)))) {
                return limit + 1;
            }
            long good = limit;
            while (good - bad > 1) {
                long middle = (good + bad) / 2;
                if (trial.mayDo(changed(bigger(host, middle)))) {
                    good = middle;
                } else {
                    bad = middle;
                }
            }
            if (trial.does(changed(bigger(host, good)))) {
                return good;
            }
            bad = good;
        }
        return limit + 1;
    }

    private static SiteHost bigger(SiteHost host, long gib) {
        return new SiteHost(
                host.key(),
                host.pool(),
                host.memory().plus(Memory.gib(gib)),
                host.cpus(),
                host.overcommitPercent(),
                host.cpuVendor(),
                host.vlans(),
                host.storages(),
                host.state());
    }

    private Site changed(SiteHost other) {
        return site.withHosts(site.hosts().values().stream()
                .map(host -> host.key().equals(other.key()) ? other : host)
                .toList());
    }

    private Optional<Addition> first(List<Attempt> attempts) {
        return attempts.stream()
                .limit(MOST)
                .filter(attempt -> trial.does(attempt.site))
                .map(attempt -> attempt.addition)
                .findFirst();
    }

    /** Something to add, and the site with it. */
    private record Attempt(Addition addition, Site site) {}
}
