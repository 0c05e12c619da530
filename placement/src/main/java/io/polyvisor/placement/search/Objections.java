package io.polyvisor.placement.search;

import io.polyvisor.model.Memory;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.Map;
import java.util.Optional;

/** What keeps one guest from each host, when all others are at some places: the hardest first. */
final class Objections {
    private final Site site;
    private final Policy policy;
    private final Eligibility eligibility;
    private final SiteGuest guest;
    private final Occupancy occupancy;

    Objections(Site site, Policy policy, Eligibility eligibility, Map<String, HostKey> places, SiteGuest guest) {
        this.site = site;
        this.policy = policy;
        this.eligibility = eligibility;
        this.guest = guest;
        this.occupancy = new Occupancy(site, places, guest);
    }

    Occupancy occupancy() {
        return occupancy;
    }

    /** What keeps it from that host; empty when it would do. */
    Optional<Objection> to(SiteHost host) {
        Optional<Constraint> obstacle = eligibility.obstacleToComing(guest, host);
        if (obstacle.isPresent()) {
            return obstacle.map(constraint -> new Phrasing(site, policy).of(constraint, guest, host));
        }
        return memory(host)
                .or(() -> vcpus(host))
                .or(() -> occupancy
                        .keptApartBy(host.key())
                        .map(other -> new Objection(
                                Constraint.APART, "is kept free of it by " + other, nameIn(other) + " elsewhere")))
                .or(() -> occupancy
                        .belongsElsewhere(host.key())
                        .map(other -> new Objection(
                                Constraint.TOGETHER,
                                "is not where it belongs: with " + other,
                                nameIn(other) + " there")));
    }

    private static String nameIn(String words) {
        return words.substring(0, words.indexOf(','));
    }

    private Optional<Objection> memory(SiteHost host) {
        int reserved = policy.reserve().memoryPercent();
        Memory free = occupancy.freeMemory(host, reserved);
        if (!guest.active() || !guest.memory().isMoreThan(free)) {
            return Optional.empty();
        }
        boolean reserve = !guest.memory().isMoreThan(occupancy.freeMemory(host, 0));
        String figures = "needs " + guest.memory() + ", " + free + " free";
        return Optional.of(new Objection(
                reserve ? Constraint.RESERVE : Constraint.MEMORY,
                reserve ? figures + " beside the reserve of " + reserved + " percent" : figures,
                reserve
                        ? "less memory in reserve"
                        : guest.memory().minusOrZero(free) + " more memory on " + host.key()));
    }

    private Optional<Objection> vcpus(SiteHost host) {
        int reserved = policy.reserve().vcpuPercent();
        int free = occupancy.freeVcpus(host, reserved);
        if (!guest.active() || guest.vcpus() <= free) {
            return Optional.empty();
        }
        boolean reserve = guest.vcpus() <= occupancy.freeVcpus(host, 0);
        String figures = "needs " + counted(guest.vcpus()) + ", " + free + " free";
        return Optional.of(new Objection(
                reserve ? Constraint.RESERVE : Constraint.VCPUS,
                reserve ? figures + " beside the reserve of " + reserved + " percent" : figures,
                reserve
                        ? "fewer vCPUs in reserve"
                        : guest.vcpus()
                                - free
                                + (guest.vcpus() - free == 1 ? " more vCPU on " : " more vCPUs on ")
                                + host.key()));
    }

    private static String counted(int vcpus) {
        return vcpus == 1 ? "1 vCPU" : vcpus + " vCPUs";
    }
}
