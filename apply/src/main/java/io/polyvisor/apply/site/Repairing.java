package io.polyvisor.apply.site;

import io.polyvisor.apply.file.Services;
import io.polyvisor.apply.site.Finding.Kind;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Placer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.check.Checker;
import io.polyvisor.placement.check.Violation;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.PolicyRule;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.SiteStorage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds places for what is missing or misplaced, and the steps beside that. Not thread-safe. */
final class Repairing {
    private final Services services;
    private final Policy policy;
    private final Observed observed;
    private final Site site;
    private final List<String> beyond = new ArrayList<>();
    private final List<Plan.Obstacle> obstacles = new ArrayList<>();
    private final Map<String, SiteGuest> sought = new LinkedHashMap<>();
    private final Map<String, Service> rebuilt = new LinkedHashMap<>();

    Repairing(Services services, Policy policy, Observed observed) {
        this.services = services;
        this.policy = policy;
        this.observed = observed;
        this.site = observed.site();
    }

    Repair of(List<Finding> findings, Effort effort) {
        List<Action> beside = new ArrayList<>();
        for (Finding finding : findings) {
            if (!finding.plannable()) {
                beyond.add(finding.subject() + " " + finding.words() + ": " + finding.repair());
                continue;
            }
            switch (finding.kind()) {
                case MISSING -> sought.put(finding.subject(), site.guest(finding.subject()));
                case WRONG_PLACE -> seek(finding.subject());
                case BROKEN_GROUP -> regroup(finding.subject());
                default -> beside(finding).ifPresent(beside::add);
            }
        }
        rejoin(beside);
        Optional<Answer> answer = answer(effort);
        return new Repair(withRebuilt(), answer, beside, obstacles, beyond);
    }

    private Optional<Action> beside(Finding finding) {
        SiteGuest guest = site.guests().get(finding.subject());
        Service service = services.byName().get(finding.subject());
        if (guest == null || service == null || guest.place().isEmpty()) {
            return Optional.empty();
        }
        HostKey place = guest.place().get();
        if (finding.kind() == Kind.STOPPED) {
            return Optional.of(new Action.Start(guest.name(), place));
        }
        return finding.kind() == Kind.WRONG_PROTECTION
                ? Optional.of(new Action.Protect(guest.name(), place, guest.protection(), service.protection()))
                : Optional.empty();
    }

    /** A host rejoins when nothing on it could run twice: its stale copies are retired first. */
    private void rejoin(List<Action> beside) {
        for (HostKey host : observed.returned()) {
            Set<String> copies = observed.copies().stream()
                    .filter(copy -> copy.host().equals(host))
                    .map(Copy::name)
                    .collect(Collectors.toCollection(TreeSet::new));
            boolean something = site.guests().values().stream()
                    .anyMatch(guest -> guest.active() && guest.place().equals(Optional.of(host)));
            if (something) {
                beyond.add(host + " came back with guests that run: see polyvisor rejoin " + host);
                continue;
            }
            observed.copies().stream()
                    .filter(copy -> copies.contains(copy.name()))
                    .forEach(copy -> beside.add(new Action.Retire(copy.guest(), host)));
            beside.add(new Action.Rejoin(host));
        }
    }

    /** Within its pool a guest moves; elsewhere it is rebuilt from its service. */
    private void seek(String name) {
        Service service = services.byName().get(name);
        SiteGuest guest = site.guest(name);
        if (service == null) {
            beyond.add(name + " has no service to be rebuilt from");
            return;
        }
        Set<HostKey> near = nearby(guest, service);
        if (near.isEmpty()) {
            rebuilt.put(name, service);
            sought.put(name, service.guest());
        } else {
            sought.put(name, within(guest.protectedAs(service.protection()), near));
        }
    }

    private void regroup(String name) {
        for (Group group : site.groups()) {
            if (!group.name().equals(name)) {
                continue;
            }
            Set<HostKey> used = new TreeSet<>();
            for (String member : new TreeSet<>(group.guests())) {
                SiteGuest guest = site.guest(member);
                boolean first = guest.place().map(used::add).orElse(true);
                boolean stays = group.kind() == Group.Kind.APART ? first : used.size() < 2;
                if (!stays && guest.mobility() == Mobility.FIXED) {
                    beyond.add(member + " of group " + name + " cannot be moved");
                } else if (!stays) {
                    sought.computeIfAbsent(member, any -> within(guest, othersOfPool(guest)));
                }
            }
        }
    }

    private Set<HostKey> nearby(SiteGuest guest, Service service) {
        Optional<PolicyRule> rule = policy.ruleFor(service.guest());
        return othersOfPool(guest).stream()
                .filter(host -> rule.map(PolicyRule::then)
                        .map(then -> then.allows(site.endpointOf(host)))
                        .orElse(true))
                .filter(host -> service.pins().allow(host, site.endpointOf(host).location()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Hosts of its pool to which it can be moved as far as storage and processors tell. */
    private Set<HostKey> othersOfPool(SiteGuest guest) {
        SiteHost from = site.host(guest.place().orElseThrow());
        return site.hosts().values().stream()
                .filter(host -> host.pool().equals(from.pool()) && !host.key().equals(from.key()))
                .filter(host -> guest.mobility() != Mobility.FIXED)
                .filter(host ->
                        guest.disks().stream().map(GuestDisk::storage).allMatch(storage -> shared(storage, host)))
                .filter(host -> site.poolOf(host.key()).liveAcrossVendors()
                        || !guest.active()
                        || guest.mobility() != Mobility.LIVE
                        || from.cpuVendor().isEmpty()
                        || host.cpuVendor().isEmpty()
                        || from.cpuVendor().equals(host.cpuVendor()))
                .map(SiteHost::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean shared(Optional<String> storage, SiteHost host) {
        return storage.map(name -> host.storages().contains(name)
                        && Optional.ofNullable(site.storages().get(name))
                                .map(SiteStorage::shared)
                                .orElse(false))
                .orElse(false);
    }

    private static SiteGuest within(SiteGuest guest, Set<HostKey> hosts) {
        Pins pins = guest.pins();
        Set<HostKey> allowed = hosts.stream()
                .filter(host -> pins.hosts().isEmpty() || pins.hosts().contains(host))
                .filter(host -> !pins.never().contains(host))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<HostKey> stay = allowed.isEmpty() ? Set.of(guest.place().orElseThrow()) : allowed;
        return guest.pinned(new Pins(stay, Set.of(), Set.of(), Set.of())).at(Optional.empty());
    }

    /** What is rebuilt has its service's disks, wherever those that it has now lie. */
    private Site withRebuilt() {
        Map<String, SiteGuest> guests = new LinkedHashMap<>(site.guests());
        rebuilt.forEach((name, service) -> guests.computeIfPresent(name, (same, guest) -> guest.with(service.disks())));
        return site.withGuests(guests.values());
    }

    /** Asked on a site where what is sought has no place yet, told of the site as it is. */
    private Optional<Answer> answer(Effort effort) {
        if (sought.isEmpty()) {
            return Optional.empty();
        }
        Map<String, SiteGuest> guests = new LinkedHashMap<>(site.guests());
        guests.putAll(sought);
        Question.Place question = new Question.Place(sought.keySet());
        Site asked = site.withGuests(guests.values());
        Answer found = Placer.answer(asked, policy, question, effort);
        List<Violation> wrong = found.holds() ? Checker.check(asked, policy, found) : List.of();
        if (!found.holds() || !wrong.isEmpty()) {
            obstacles.add(obstacle(found, wrong));
            return Optional.empty();
        }
        Map<String, HostKey> places = new LinkedHashMap<>(found.places());
        Money before = Costs.of(site);
        return Optional.of(new Answer(
                question,
                found.verdict(),
                places,
                found.unplaced(),
                found.released(),
                found.engaged(),
                before,
                Costs.of(site, places),
                found.bounds(),
                found.shortage()));
    }

    private Plan.Obstacle obstacle(Answer found, List<Violation> wrong) {
        boolean proved = found.verdict() == Verdict.INFEASIBLE;
        String why = found.shortage().map(Shortage::why).orElse("the search gave up");
        String instead = found.shortage()
                .flatMap(Shortage::cheapest)
                .map(addition -> "add " + addition.what())
                .orElse("ask again with more steps");
        return new Plan.Obstacle(
                List.copyOf(new TreeSet<>(sought.keySet())),
                proved,
                wrong.isEmpty()
                        ? why
                        : "the checker refuses what was found: " + wrong.get(0).words(),
                instead);
    }
}
