package io.polyvisor.placement.failover;

import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.search.Eligibility;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which hosts of its pool could start a guest again whose host is lost, whatever else runs there. */
final class Restartable {
    private final Site site;
    private final Policy policy;
    private final Eligibility eligibility;
    private final Map<List<Object>, long[]> known = new HashMap<>();

    Restartable(Site site, Policy policy) {
        this.site = site;
        this.policy = policy;
        eligibility = Eligibility.of(site, policy);
    }

    /** As bits; the same array for guests alike. Its own host may be among them: that one is lost when this matters. */
    long[] hosts(SiteGuest guest, PoolLoad load) {
        List<Object> alike = List.of(
                load.pool,
                policy.ruleFor(guest),
                guest.vlans(),
                guest.cpuVendor(),
                guest.disks().stream().map(GuestDisk::storage).distinct().toList(),
                guest.pins(),
                guest.mobility() == Mobility.FIXED);
        return known.computeIfAbsent(alike, any -> bits(guest, load));
    }

    /** Its own host is no obstacle to any guest and would hide others: so each host is asked for a guest that ran on another one. */
    private long[] bits(SiteGuest guest, PoolLoad load) {
        long[] bits = new long[load.words()];
        if (load.size() == 0) {
            return bits;
        }
        List<HostKey> two = twoOf(load.pool);
        HostKey first = two.get(0);
        SiteGuest fromFirst = stopped(guest, first);
        SiteGuest fromAnother = stopped(guest, two.get(two.size() - 1));
        for (int host = 0; host < load.size(); host++) {
            HostKey key = load.hosts.get(host);
            SiteGuest from = key.equals(first) ? fromAnother : fromFirst;
            if (eligibility.obstacle(from, site.host(key)).isEmpty()) {
                Bits.set(bits, host);
            }
        }
        return bits;
    }

    private List<HostKey> twoOf(String pool) {
        return site.hosts().values().stream()
                .filter(host -> host.pool().equals(pool))
                .map(SiteHost::key)
                .limit(2)
                .toList();
    }

    /** What keeps the guest from being started there once its own host is lost: it is not moved live then. */
    Optional<Constraint> obstacle(SiteGuest guest, HostKey host, HostKey from) {
        return eligibility.obstacle(stopped(guest, from), site.host(host));
    }

    private static SiteGuest stopped(SiteGuest guest, HostKey from) {
        SiteGuest stopped = guest.at(from);
        return stopped.mobility() == Mobility.LIVE ? stopped.movable(Mobility.COLD) : stopped;
    }
}
