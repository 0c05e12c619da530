package io.polyvisor.placement.search;

import io.polyvisor.model.Memory;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What other guests than one leave free for it, when they are at some places, and which of them bind it. */
final class Occupancy {
    private final Site site;
    private final SiteGuest guest;
    private final Map<String, HostKey> places;
    private final Map<HostKey, long[]> taken = new HashMap<>();

    Occupancy(Site site, Map<String, HostKey> places, SiteGuest guest) {
        this.site = site;
        this.guest = guest;
        this.places = places;
        places.forEach((name, host) -> {
            SiteGuest other = site.guest(name);
            if (other.active() && !name.equals(guest.name())) {
                long[] sums = taken.computeIfAbsent(host, any -> new long[3]);
                sums[0] += other.memory().bytes();
                sums[1] += other.vcpus();
                sums[2]++;
            }
        });
    }

    private long sum(HostKey host, int which) {
        long[] sums = taken.get(host);
        return sums == null ? 0 : sums[which];
    }

    /** Memory free on that host beside that share of it, in percent; none when there is less. */
    Memory freeMemory(SiteHost host, int reserved) {
        long bytes = host.memory().bytes();
        long usable = bytes / 100 * (100 - reserved) + bytes % 100 * (100 - reserved) / 100;
        return new Memory(Math.max(0, usable - sum(host.key(), 0)));
    }

    /** Virtual processors that the host may promise still, beside that share of them, in percent. */
    int freeVcpus(SiteHost host, int reserved) {
        return (int) Math.max(0, (long) host.vcpus() * (100 - reserved) / 100 - sum(host.key(), 1));
    }

    /** What the guest would add to the cost of a year on that host. */
    Money costOn(HostKey host) {
        if (!guest.active()) {
            return Money.ZERO;
        }
        Money each = site.endpointOf(host).cost().perGuest();
        return sum(host, 2) == 0 ? each.plus(site.endpointOf(host).cost().perHost()) : each;
    }

    /** How many other active guests are on that host. */
    long others(HostKey host) {
        return sum(host, 2);
    }

    /** A guest on that host that is kept apart from this one, and by which group: in words. */
    Optional<String> keptApartBy(HostKey host) {
        for (Group group : groups(Group.Kind.APART)) {
            for (String other : group.guests().stream().sorted().toList()) {
                if (!other.equals(guest.name()) && host.equals(places.get(other))) {
                    return Optional.of(other + ", which is there (group " + group.name() + ")");
                }
            }
        }
        return Optional.empty();
    }

    /** Those that this one belongs with and that are elsewhere, none of them on that host: in words. */
    Optional<String> belongsElsewhere(HostKey host) {
        for (Group group : groups(Group.Kind.TOGETHER)) {
            List<String> others = group.guests().stream()
                    .filter(other -> !other.equals(guest.name()) && places.containsKey(other))
                    .sorted()
                    .toList();
            if (!others.isEmpty() && others.stream().noneMatch(other -> host.equals(places.get(other)))) {
                String other = others.get(0);
                return Optional.of(other + ", which is on " + Objects.requireNonNull(places.get(other)) + " (group "
                        + group.name() + ")");
            }
        }
        return Optional.empty();
    }

    private List<Group> groups(Group.Kind kind) {
        return site.groups().stream()
                .filter(group -> group.kind() == kind && group.guests().contains(guest.name()))
                .toList();
    }

    /** Whether the policy reserves anything on hosts. */
    static boolean reserves(Policy policy) {
        return policy.reserve().memoryPercent() > 0 || policy.reserve().vcpuPercent() > 0;
    }
}
