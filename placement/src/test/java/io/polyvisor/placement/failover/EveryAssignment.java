package io.polyvisor.placement.failover;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An oracle: tries every loss and every assignment, in the plainest words. For one pool, no policy, and very few guests. */
final class EveryAssignment {
    private final Site site;
    private final Set<Protection> counted;
    private final List<SiteHost> hosts;

    EveryAssignment(Site site, Set<Protection> counted) {
        this.site = site;
        this.counted = counted;
        hosts = site.hosts().values().stream()
                .filter(host -> host.state() == HostState.UP || host.state() == HostState.MAINTENANCE)
                .toList();
    }

    int atOnce() {
        if (nobodyCounts()) {
            return hosts.size();
        }
        int current = 0;
        while (current < hosts.size() && everySet(new HashSet<>(), 0, current + 1)) {
            current++;
        }
        return current;
    }

    int inSequence() {
        if (nobodyCounts()) {
            return hosts.size();
        }
        int current = 0;
        while (current < hosts.size() && everyNext(new HashSet<>(), places(), current + 1)) {
            current++;
        }
        return current;
    }

    private boolean nobodyCounts() {
        return places().entrySet().stream().noneMatch(place -> counts(place.getKey()) && observed(place.getValue()));
    }

    private boolean observed(HostKey host) {
        return hosts.stream().anyMatch(each -> each.key().equals(host));
    }

    private Map<String, HostKey> places() {
        Map<String, HostKey> places = new HashMap<>();
        site.guests().forEach((name, guest) -> guest.place().ifPresent(place -> places.put(name, place)));
        return places;
    }

    private boolean counts(String guest) {
        return site.guest(guest).active() && counted.contains(site.guest(guest).protection());
    }

    /** Whether the counted guests of these hosts can all be restarted. */
    boolean survives(Set<HostKey> lost) {
        return !restarts(lost, places()).isEmpty();
    }

    private boolean everySet(Set<HostKey> lost, int from, int left) {
        if (left == 0) {
            return survives(lost);
        }
        for (int i = from; i + left <= hosts.size(); i++) {
            lost.add(hosts.get(i).key());
            boolean survived = everySet(lost, i + 1, left - 1);
            lost.remove(hosts.get(i).key());
            if (!survived) {
                return false;
            }
        }
        return true;
    }

    private boolean everyNext(Set<HostKey> lost, Map<String, HostKey> places, int left) {
        for (SiteHost host : hosts) {
            if (lost.contains(host.key())) {
                continue;
            }
            Set<HostKey> more = new HashSet<>(lost);
            more.add(host.key());
            boolean survived =
                    restarts(more, places).stream().anyMatch(after -> left == 1 || everyNext(more, after, left - 1));
            if (!survived) {
                return false;
            }
        }
        return true;
    }

    /** All places of everybody after the counted guests of these hosts were restarted. */
    private List<Map<String, HostKey>> restarts(Set<HostKey> lost, Map<String, HostKey> places) {
        Map<String, HostKey> left = new HashMap<>(places);
        left.values().removeIf(lost::contains);
        List<String> victims = places.keySet().stream()
                .filter(guest -> lost.contains(places.get(guest)) && counts(guest))
                .sorted()
                .toList();
        List<Map<String, HostKey>> all = new ArrayList<>();
        assign(victims, 0, lost, left, new HashMap<>(left), all);
        return all;
    }

    private void assign(
            List<String> victims,
            int number,
            Set<HostKey> lost,
            Map<String, HostKey> left,
            Map<String, HostKey> after,
            List<Map<String, HostKey>> all) {
        if (number == victims.size()) {
            if (together(victims, left, after)) {
                all.add(new HashMap<>(after));
            }
            return;
        }
        SiteGuest guest = site.guest(victims.get(number));
        for (SiteHost host : hosts) {
            if (!lost.contains(host.key())
                    && starts(guest, host)
                    && hasRoom(guest, host, after)
                    && apart(guest, host, after)) {
                after.put(guest.name(), host.key());
                assign(victims, number + 1, lost, left, after, all);
                after.remove(guest.name());
            }
        }
    }

    private boolean starts(SiteGuest guest, SiteHost host) {
        return host.state() == HostState.UP
                && guest.mobility() != Mobility.FIXED
                && host.vlans().keySet().containsAll(guest.vlans())
                && (guest.cpuVendor().isEmpty() || guest.cpuVendor().equals(host.cpuVendor()))
                && guest.disks().stream()
                        .map(disk -> disk.storage().orElseThrow())
                        .allMatch(storage -> host.storages().contains(storage)
                                && site.storages().get(storage).shared());
    }

    private boolean hasRoom(SiteGuest guest, SiteHost host, Map<String, HostKey> after) {
        long memory = guest.memory().bytes();
        int vcpus = guest.vcpus();
        for (SiteGuest other : site.guests().values()) {
            if (other.active() && host.key().equals(after.get(other.name()))) {
                memory += other.memory().bytes();
                vcpus += other.vcpus();
            }
        }
        return memory <= host.memory().bytes() && vcpus <= host.vcpus();
    }

    private boolean apart(SiteGuest guest, SiteHost host, Map<String, HostKey> after) {
        return site.groups().stream()
                .filter(group ->
                        group.kind() == Group.Kind.APART && group.guests().contains(guest.name()))
                .allMatch(group -> group.guests().stream()
                        .filter(other -> host.key().equals(after.get(other)))
                        .allMatch(other -> site.guest(other).place().equals(guest.place())));
    }

    /** Those of a group that were restarted are on one host: one that has others of the group, where a host that takes guests has. */
    private boolean together(List<String> victims, Map<String, HostKey> left, Map<String, HostKey> after) {
        for (Group group : site.groups()) {
            if (group.kind() == Group.Kind.TOGETHER) {
                Set<HostKey> restarted = new HashSet<>();
                Set<HostKey> others = new HashSet<>();
                for (String guest : group.guests()) {
                    if (victims.contains(guest)) {
                        restarted.add(after.get(guest));
                    } else if (left.containsKey(guest)
                            && site.host(left.get(guest)).state() == HostState.UP) {
                        others.add(left.get(guest));
                    }
                }
                if (restarted.size() > 1
                        || (!restarted.isEmpty() && !others.isEmpty() && !others.containsAll(restarted))) {
                    return false;
                }
            }
        }
        return true;
    }
}
