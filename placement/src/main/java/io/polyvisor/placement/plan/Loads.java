package io.polyvisor.placement.plan;

import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The hosts of a site with what they hold, from the site as it is onwards. */
final class Loads {
    private static final int[] NONE = {};

    private final Site site;
    private final Map<HostKey, HostLoad> hosts = new TreeMap<>();
    private final Map<String, int[]> apart = new HashMap<>();

    Loads(Site site, Reserve reserve) {
        this.site = site;
        for (SiteHost host : site.hosts().values()) {
            hosts.put(host.key(), new HostLoad(host, site.endpointOf(host.key()), reserve));
        }
        rememberGroups();
        for (SiteGuest guest : site.guests().values()) {
            guest.place().ifPresent(place -> settle(guest, of(place)));
        }
    }

    private void rememberGroups() {
        for (int number = 0; number < site.groups().size(); number++) {
            Group group = site.groups().get(number);
            if (group.kind() == Group.Kind.APART) {
                for (String guest : group.guests()) {
                    apart.merge(guest, new int[] {number}, Loads::both);
                }
            }
        }
    }

    private static int[] both(int[] some, int[] more) {
        int[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    private void settle(SiteGuest guest, HostLoad host) {
        host.occupy(guest);
        host.join(apart(guest.name()));
        if (guest.active()) {
            host.costOfOneMore();
        }
    }

    HostLoad of(HostKey host) {
        return Objects.requireNonNull(hosts.get(host), () -> "the site has no host " + host);
    }

    Collection<HostLoad> all() {
        return hosts.values();
    }

    /** The groups that keep that guest apart from others. */
    int[] apart(String guest) {
        return apart.getOrDefault(guest, NONE);
    }

    /** Hosts that take guests, roomiest first after all that is awaited has come. */
    List<HostLoad> roomiestOf(String pool) {
        List<HostLoad> found = new ArrayList<>();
        for (HostLoad host : hosts.values()) {
            if (host.host().pool().equals(pool) && host.host().state() == HostState.UP && host.ready()) {
                found.add(host);
            }
        }
        found.sort((one, other) -> Long.compare(other.spareMemory(), one.spareMemory()));
        return found;
    }

    void beginWave() {
        hosts.values().forEach(HostLoad::beginWave);
    }
}
