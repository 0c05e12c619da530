package io.polyvisor.apply.site;

import io.polyvisor.apply.file.Services;
import io.polyvisor.apply.site.Finding.Kind;
import io.polyvisor.apply.site.Finding.Severity;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.failover.FailoverCapacity;
import io.polyvisor.placement.failover.Meaning;
import io.polyvisor.placement.failover.PoolCapacity;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.SiteStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at the site as a whole. Not thread-safe. */
final class SiteChecks {
    private final Services services;
    private final Policy policy;
    private final Observed observed;
    private final Site site;
    private final Effort effort;
    private final List<Finding> findings = new ArrayList<>();

    SiteChecks(Services services, Policy policy, Observed observed, Effort effort) {
        this.services = services;
        this.policy = policy;
        this.observed = observed;
        this.site = observed.site();
        this.effort = effort;
    }

    List<Finding> all() {
        copies();
        unwanted();
        site.groups().forEach(this::group);
        List<PoolCapacity> capacities =
                FailoverCapacity.of(site, policy, Set.of(Protection.PROTECTED), Meaning.AT_ONCE, effort);
        capacities.forEach(this::capacity);
        protection(capacities);
        return findings;
    }

    private void copies() {
        Set<HostKey> told = new TreeSet<>();
        for (Copy copy : observed.copies()) {
            boolean copyRuns = copy.power() == PowerState.RUNNING || copy.power() == PowerState.PAUSED;
            SiteGuest guest = site.guest(copy.guest());
            String place = guest.place().map(HostKey::toString).orElse("nowhere");
            told.add(copy.host());
            if (copyRuns && guest.active()) {
                add(
                        Kind.RUNNING_TWICE,
                        Severity.HARM,
                        copy.guest(),
                        "runs on " + place + " and on " + copy.host() + ": both write to its disks",
                        "take the power of the wrong one at once: polyvisor off " + copy.name() + " (or " + copy.guest()
                                + ")",
                        false);
            } else {
                add(
                        Kind.STALE_COPY,
                        Severity.WARN,
                        copy.guest(),
                        "is on " + place + ", and " + copy.host() + " still has a definition of it (" + copy.power()
                                + ")",
                        staleRepair(copy, copyRuns),
                        !copyRuns && observed.returned().contains(copy.host()));
            }
        }
        observed.returned().stream()
                .filter(host -> !told.contains(host))
                .forEach(host -> add(
                        Kind.RETURNED,
                        Severity.WARN,
                        host.toString(),
                        "was fenced, answers again and takes no guests",
                        "let it rejoin",
                        runningOn(host).isEmpty()));
    }

    private String staleRepair(Copy copy, boolean runs) {
        if (runs) {
            return "polyvisor off " + copy.name();
        }
        return observed.returned().contains(copy.host())
                ? "polyvisor rejoin " + copy.host() + " retires the definition; its volumes stay"
                : "polyvisor rm " + copy.name() + "; its volumes stay";
    }

    private Set<String> runningOn(HostKey host) {
        return site.guests().values().stream()
                .filter(guest -> guest.active() && guest.place().equals(Optional.of(host)))
                .map(SiteGuest::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void unwanted() {
        Set<String> copies = observed.copies().stream().map(Copy::name).collect(Collectors.toSet());
        observed.ours().stream()
                .filter(name -> !services.byName().containsKey(name) && !copies.contains(name))
                .forEach(name -> add(
                        Kind.UNWANTED,
                        Severity.WARN,
                        name,
                        "bears our mark, and no service wants it",
                        "write a service of its name, or polyvisor rm " + name,
                        false));
    }

    private void group(Group group) {
        Map<HostKey, Set<String>> byHost = new TreeMap<>();
        for (String guest : group.guests()) {
            site.guest(guest)
                    .place()
                    .ifPresent(place -> byHost.computeIfAbsent(place, any -> new TreeSet<>())
                            .add(guest));
        }
        if (group.kind() == Group.Kind.APART) {
            byHost.forEach((host, guests) -> {
                if (guests.size() > 1) {
                    add(
                            Kind.BROKEN_GROUP,
                            Severity.WARN,
                            group.name(),
                            String.join(", ", guests) + " are to be kept apart and share " + host,
                            "move all but one",
                            true);
                }
            });
        } else if (byHost.size() > 1) {
            String places = byHost.entrySet().stream()
                    .map(entry -> String.join(", ", entry.getValue()) + " on " + entry.getKey())
                    .collect(Collectors.joining("; "));
            add(
                    Kind.BROKEN_GROUP,
                    Severity.WARN,
                    group.name(),
                    "belong together and are apart: " + places,
                    "move them to one host",
                    true);
        }
    }

    private void capacity(PoolCapacity pool) {
        if (pool.sufficient()) {
            return;
        }
        String example = pool.counterExample().isEmpty()
                ? ""
                : "; without "
                        + pool.counterExample().stream().map(HostKey::toString).collect(Collectors.joining(", "))
                        + " there is no place for " + String.join(", ", new TreeSet<>(pool.stranded()));
        add(
                Kind.CAPACITY,
                pool.current() == 0 ? Severity.HARM : Severity.WARN,
                pool.pool(),
                "can lose " + pool.current() + (pool.decided() ? "" : " or more") + " of " + pool.hosts()
                        + " hosts and must be able to lose " + pool.configured() + example,
                pool.fix()
                        .map(Shortage.Addition::what)
                        .map(what -> "add " + what)
                        .orElse("add a host"),
                false);
    }

    /** Protected guests whom neither the hypervisor restarts nor a failover could. */
    private void protection(List<PoolCapacity> capacities) {
        Map<String, PoolCapacity> byPool =
                capacities.stream().collect(Collectors.toMap(PoolCapacity::pool, pool -> pool));
        for (SiteGuest guest : site.guests().values()) {
            boolean counts =
                    observed.ours().contains(guest.name()) || services.byName().containsKey(guest.name());
            if (!counts
                    || guest.protection() != Protection.PROTECTED
                    || guest.place().isEmpty()
                    || !guest.active()) {
                continue;
            }
            HostKey place = guest.place().get();
            if (site.endpointOf(place).restarts()) {
                continue;
            }
            obstacle(
                            guest,
                            site.host(place),
                            Optional.ofNullable(byPool.get(site.host(place).pool())))
                    .ifPresent(why -> add(
                            Kind.INEFFECTIVE_PROTECTION,
                            Severity.HARM,
                            guest.name(),
                            "is protected, and nobody could restart it when " + place + " is lost: " + why,
                            "bring it where somebody can, or mark it restart if possible",
                            false));
        }
    }

    private Optional<String> obstacle(SiteGuest guest, SiteHost host, Optional<PoolCapacity> pool) {
        List<SiteHost> others = site.hosts().values().stream()
                .filter(other ->
                        other.pool().equals(host.pool()) && !other.key().equals(host.key()))
                .filter(other -> other.state() == HostState.UP)
                .toList();
        String called = "endpoint " + host.key().endpoint() + " restarts no guests itself and pool " + host.pool();
        if (others.isEmpty()) {
            return Optional.of(called + " has no other host that is up");
        }
        if (others.stream().noneMatch(other -> reaches(other, guest))) {
            return Optional.of("its disks are not on storage that other hosts of pool " + host.pool() + " share");
        }
        return pool.filter(capacity ->
                        capacity.current() == 0 && capacity.stranded().contains(guest.name()))
                .map(capacity -> called + " has no room for it elsewhere");
    }

    private boolean reaches(SiteHost host, SiteGuest guest) {
        return guest.disks().stream()
                .map(GuestDisk::storage)
                .allMatch(storage -> storage.map(name -> host.storages().contains(name)
                                && Optional.ofNullable(site.storages().get(name))
                                        .map(SiteStorage::shared)
                                        .orElse(false))
                        .orElse(false));
    }

    private void add(Kind kind, Severity severity, String subject, String words, String repair, boolean plannable) {
        findings.add(new Finding(kind, severity, subject, words, repair, plannable));
    }
}
