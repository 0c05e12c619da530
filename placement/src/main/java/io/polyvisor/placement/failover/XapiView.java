package io.polyvisor.placement.failover;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.SiteStorage;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A site's pool as XAPI would see it: live hosts are those that are up, and a protected guest whose host is not is one to be started. A
 * guest is agile when every live host reaches all its disks, on shared storage, and carries its VLANs.
 */
final class XapiView {
    private final Site site;
    private final Set<HostKey> hosts;
    private final Set<HostKey> liveKeys;
    private final List<SiteHost> live;

    XapiView(Site site, String pool) {
        if (!site.pools().containsKey(pool)) {
            throw new IllegalArgumentException("the site has no pool " + pool);
        }
        this.site = site;
        List<SiteHost> all = site.hosts().values().stream()
                .filter(host -> host.pool().equals(pool))
                .toList();
        live = all.stream().filter(host -> host.state() == HostState.UP).toList();
        hosts = all.stream().map(SiteHost::key).collect(Collectors.toSet());
        liveKeys = live.stream().map(SiteHost::key).collect(Collectors.toSet());
    }

    XapiFigures figures() {
        Map<String, Long> free = new TreeMap<>();
        live.forEach(host -> free.put(host.key().toString(), host.memory().bytes()));
        Map<String, Long> sizes = new TreeMap<>();
        Map<String, String> residents = new LinkedHashMap<>();
        Set<String> notAgile = new TreeSet<>();
        for (SiteGuest guest : guests()) {
            if (runsLive(guest)) {
                free.merge(
                        guest.place().orElseThrow().toString(), -guest.memory().bytes(), Long::sum);
            }
            if (guest.protection() == Protection.PROTECTED && agile(guest)) {
                sizes.put(guest.name(), guest.memory().bytes());
                guest.place()
                        .filter(any -> runsLive(guest))
                        .ifPresent(host -> residents.put(guest.name(), host.toString()));
            } else if (guest.protection() == Protection.PROTECTED) {
                notAgile.add(guest.name());
                chargeIfStopped(guest, free);
            }
        }
        free.replaceAll((host, left) -> Math.max(0, left));
        XapiFigures figures = XapiPlanner.plan(new XapiPool(hosts.size(), free, sizes, residents));
        boolean all = notAgile.isEmpty();
        return new XapiFigures(figures.plan(), all ? figures.most() : 0, all ? figures.conservative() : 0, notAgile);
    }

    private List<SiteGuest> guests() {
        return site.guests().values().stream()
                .filter(SiteGuest::active)
                .filter(guest -> guest.place().filter(hosts::contains).isPresent())
                .sorted(Comparator.comparing(SiteGuest::name))
                .toList();
    }

    private boolean runsLive(SiteGuest guest) {
        return guest.place().filter(liveKeys::contains).isPresent();
    }

    private boolean agile(SiteGuest guest) {
        return guest.mobility() != Mobility.FIXED
                && live.stream().allMatch(host -> host.vlans().keySet().containsAll(guest.vlans()))
                && guest.disks().stream().allMatch(this::reachedByAll);
    }

    private boolean reachedByAll(GuestDisk disk) {
        return disk.storage()
                .map(site.storages()::get)
                .filter(SiteStorage::shared)
                .filter(storage ->
                        live.stream().allMatch(host -> host.storages().contains(storage.name())))
                .isPresent();
    }

    /** A guest that cannot go everywhere is kept room for on the first host that could start it. */
    private void chargeIfStopped(SiteGuest guest, Map<String, Long> free) {
        if (!runsLive(guest)) {
            live.stream()
                    .filter(host -> host.vlans().keySet().containsAll(guest.vlans()))
                    .filter(host -> guest.disks().stream()
                            .allMatch(disk -> disk.storage()
                                    .filter(host.storages()::contains)
                                    .isPresent()))
                    .map(host -> host.key().toString())
                    .sorted()
                    .findFirst()
                    .ifPresent(host -> free.merge(host, -guest.memory().bytes(), Long::sum));
        }
    }
}
