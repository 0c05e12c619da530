package io.polyvisor.placement.search;

import io.polyvisor.model.Memory;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says in a sentence why guests cannot be placed, with their sizes and what is free. */
final class Complaint {
    private static final int MOST_NAMES = 5;
    private static final int MOST_HOSTS = 4;
    private final Site site;
    private final Policy policy;
    private final Set<String> guests;
    private final Set<Constraint> constraints;
    private final Eligibility eligibility;

    Complaint(Site site, Policy policy, Set<String> guests, Set<Constraint> constraints) {
        this.site = site;
        this.policy = policy;
        this.guests = new TreeSet<>(guests);
        this.constraints = constraints;
        this.eligibility = Eligibility.of(site, policy);
    }

    String words(boolean proved) {
        if (site.hosts().isEmpty()) {
            return "the site has no hosts";
        }
        String words = guests.size() == 1 ? alone(site.guest(guests.iterator().next())) : together();
        return proved ? words : "no places were found within the effort allowed: " + words;
    }

    private String alone(SiteGuest guest) {
        List<SiteHost> allowed = allowed(guest);
        String which = policy.ruleFor(guest)
                .map(rule -> " that \"" + rule.name() + "\" allows")
                .orElse(" of the site");
        if (allowed.isEmpty()) {
            return described(guest) + " may run on no host" + which;
        }
        Objections objections = new Objections(site, policy, eligibility, now(), guest);
        List<String> each = new ArrayList<>();
        for (SiteHost host : allowed.subList(0, Math.min(MOST_HOSTS, allowed.size()))) {
            each.add(
                    host.key() + " " + objections.to(host).map(Objection::words).orElseGet(this::otherwise));
        }
        String more = allowed.size() > MOST_HOSTS ? "; and " + (allowed.size() - MOST_HOSTS) + " more" : "";
        String none = allowed.size() == 1
                ? " does not fit on the only host"
                : " fits on none of the " + allowed.size() + " hosts";
        return described(guest) + none + which + ": " + String.join("; ", each) + more;
    }

    private static String counted(int hosts) {
        return hosts == 1 ? "1 host" : hosts + " hosts";
    }

    /** A host that would do by itself: what is looked at over all guests and hosts keeps the guest away. */
    private String otherwise() {
        if (constraints.contains(Constraint.BUDGET)) {
            return "would cost more than the budget of " + policy.budget().orElseThrow() + " " + site.currency();
        }
        return constraints.contains(Constraint.FAILOVER)
                ? "would leave its pool unable to lose as many hosts as it must"
                : "would do, but not with those that belong with it";
    }

    /** The hosts that the policy allows; the others are not worth a word each. */
    private List<SiteHost> allowed(SiteGuest guest) {
        return site.hosts().values().stream()
                .filter(host -> policy.ruleFor(guest)
                        .map(rule -> rule.then().allows(site.endpointOf(host.key())))
                        .orElse(true))
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList();
    }

    private String described(SiteGuest guest) {
        return guest.name() + " (" + guest.protection() + ", " + guest.memory() + ", "
                + (guest.vcpus() == 1 ? "1 vCPU)" : guest.vcpus() + " vCPUs)");
    }

    private String together() {
        Memory wanted = Memory.ZERO;
        long vcpus = 0;
        for (String name : guests) {
            wanted = site.guest(name).active() ? wanted.plus(site.guest(name).memory()) : wanted;
            vcpus += site.guest(name).active() ? site.guest(name).vcpus() : 0;
        }
        Set<HostKey> open = new TreeSet<>();
        Memory free = Memory.ZERO;
        long freeVcpus = 0;
        List<SiteGuest> sorts = new Grid(site, policy, eligibility).oneOfEachSort(guests);
        Occupancy occupancy = new Occupancy(site, now(), SiteGuest.of("nobody", 1, Memory.ZERO));
        for (SiteHost host : site.hosts().values()) {
            boolean any = sorts.stream()
                    .anyMatch(guest -> eligibility.obstacleToComing(guest, host).isEmpty());
            if (any && open.add(host.key())) {
                free = free.plus(occupancy.freeMemory(host, policy.reserve().memoryPercent()));
                freeVcpus += occupancy.freeVcpus(host, policy.reserve().vcpuPercent());
            }
        }
        return names() + " (" + wanted + " and " + vcpus + " vCPUs together) cannot all be placed on the "
                + counted(open.size()) + " open to any of them, where " + free + " and " + freeVcpus
                + " vCPUs are free" + reasons();
    }

    private String names() {
        List<String> names = new ArrayList<>(guests);
        if (names.size() <= MOST_NAMES) {
            return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
        }
        return String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }

    private String reasons() {
        List<String> reasons = new ArrayList<>();
        for (Constraint constraint : constraints) {
            switch (constraint) {
                case APART -> reasons.add("some of them must be kept apart");
                case TOGETHER -> reasons.add("some of them belong on one host");
                case FAILOVER -> reasons.add("pools must be able to lose hosts");
                case BUDGET -> reasons.add("the budget is " + policy.budget().orElseThrow() + " " + site.currency());
                case RESERVE -> reasons.add("a part of each host is kept in reserve");
                default -> {}
            }
        }
        return reasons.isEmpty() ? "" : "; " + String.join(", ", reasons);
    }

    private Map<String, HostKey> now() {
        Map<String, HostKey> places = new LinkedHashMap<>();
        site.guests()
                .forEach((name, guest) ->
                        Optional.of(guest).flatMap(SiteGuest::place).ifPresent(place -> places.put(name, place)));
        return places;
    }
}
