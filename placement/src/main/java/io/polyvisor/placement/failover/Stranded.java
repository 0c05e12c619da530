package io.polyvisor.placement.failover;

import io.polyvisor.model.Memory;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Why guests of lost hosts find no place, host by host, and what would help. */
final class Stranded {
    private static final long STEPS_OF_AN_ATTEMPT = 20_000;

    private final Site site;
    private final Policy policy;
    private final Question.FailOver question;
    private final Effort effort;
    private final Map<String, HostKey> places;
    private final Set<String> guests;
    private final Restartable restartable;
    private final Set<Constraint> constraints = EnumSet.noneOf(Constraint.class);

    Stranded(
            Site site,
            Policy policy,
            Question.FailOver question,
            Effort effort,
            Map<String, HostKey> places,
            Set<String> guests) {
        this.site = site;
        this.policy = policy;
        this.question = question;
        this.effort = effort;
        this.places = places;
        this.guests = guests;
        restartable = new Restartable(site, policy);
    }

    Shortage shortage() {
        List<String> why = guests.stream().map(site::guest).map(this::words).toList();
        return new Shortage(guests, constraints, false, String.join("; ", why), additions());
    }

    private String words(SiteGuest guest) {
        HostKey home = guest.place().orElseThrow();
        Map<Constraint, List<String>> hosts = new TreeMap<>();
        for (SiteHost host : others(home)) {
            Constraint binding = binding(guest, host, home);
            constraints.add(binding);
            hosts.computeIfAbsent(binding, any -> new ArrayList<>()).add(host.key() + left(binding, host.key()));
        }
        String needs = guest.name() + " (" + guest.memory() + ", " + guest.vcpus() + " vCPUs) finds no place: ";
        if (hosts.isEmpty()) {
            constraints.add(Constraint.HOST_STATE);
            return needs + "its pool has no other host";
        }
        List<String> words = new ArrayList<>();
        hosts.forEach((constraint, names) -> words.add(
                constraint.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " on " + String.join(", ", names)));
        return needs + String.join("; ", words);
    }

    private List<SiteHost> others(HostKey home) {
        return site.hosts().values().stream()
                .filter(host -> host.pool().equals(site.host(home).pool()))
                .filter(host -> !question.lost().contains(host.key()))
                .sorted(Comparator.comparing(SiteHost::key))
                .toList();
    }

    /** What keeps the guest from the host as the answer leaves things; the budget where nothing else does. */
    private Constraint binding(SiteGuest guest, SiteHost host, HostKey home) {
        return restartable.obstacle(guest, host.key(), home).orElseGet(() -> capacity(guest, host.key()));
    }

    private Constraint capacity(SiteGuest guest, HostKey host) {
        long memory = guest.memory().bytes();
        long vcpus = guest.vcpus();
        if (memory > free(host, Reserve.NONE)) {
            return Constraint.MEMORY;
        }
        if (vcpus > freeVcpus(host, Reserve.NONE)) {
            return Constraint.VCPUS;
        }
        if (memory > free(host, policy.reserve()) || vcpus > freeVcpus(host, policy.reserve())) {
            return Constraint.RESERVE;
        }
        for (Group group : site.groups()) {
            boolean met = group.guests().contains(guest.name())
                    && group.guests().stream().anyMatch(other -> host.equals(places.get(other)));
            if (met && group.kind() == Group.Kind.APART) {
                return Constraint.APART;
            }
        }
        boolean bound = site.groups().stream()
                .anyMatch(group ->
                        group.kind() == Group.Kind.TOGETHER && group.guests().contains(guest.name()));
        return bound ? Constraint.TOGETHER : Constraint.BUDGET;
    }

    private String left(Constraint binding, HostKey host) {
        return switch (binding) {
            case MEMORY -> " (" + new Memory(Math.max(0, free(host, Reserve.NONE))) + " left)";
            case VCPUS -> " (" + Math.max(0, freeVcpus(host, Reserve.NONE)) + " left)";
            case RESERVE ->
                " (" + new Memory(Math.max(0, free(host, policy.reserve()))) + " and "
                        + Math.max(0, freeVcpus(host, policy.reserve())) + " vCPUs left)";
            default -> "";
        };
    }

    private long free(HostKey host, Reserve reserve) {
        return Share.of(site.host(host).memory().bytes(), 100 - reserve.memoryPercent())
                - there(host).stream()
                        .mapToLong(guest -> guest.memory().bytes())
                        .sum();
    }

    private long freeVcpus(HostKey host, Reserve reserve) {
        return Share.of(site.host(host).vcpus(), 100 - reserve.vcpuPercent())
                - there(host).stream().mapToLong(SiteGuest::vcpus).sum();
    }

    private List<SiteGuest> there(HostKey host) {
        return places.keySet().stream()
                .filter(guest -> host.equals(places.get(guest)))
                .map(site::guest)
                .filter(SiteGuest::active)
                .toList();
    }

    /** What would let all guests of the first pool that lacks something be restarted. */
    private List<Shortage.Addition> additions() {
        String pool = site.host(site.guest(guests.iterator().next()).place().orElseThrow())
                .pool();
        boolean any = site.hosts().values().stream()
                .anyMatch(host -> host.pool().equals(pool) && host.state() != HostState.LOST);
        Effort brief = new Effort(effort.seed(), Math.min(effort.steps(), STEPS_OF_AN_ATTEMPT));
        return any
                ? new Fixes(site, pool, new Restarts(brief))
                        .cheapest(guests).stream().toList()
                : List.of();
    }

    /** Whether everybody is restarted in a changed site. */
    private final class Restarts implements Trial {
        private final Effort brief;

        Restarts(Effort brief) {
            this.brief = brief;
        }

        @Override
        public boolean mayDo(Site changed) {
            return does(changed);
        }

        @Override
        public boolean does(Site changed) {
            return FailingOver.restartsAll(changed, policy, question, brief);
        }
    }
}
