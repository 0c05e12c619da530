package io.polyvisor.placement.oracle;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.PolicyRule;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.SiteStorage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The contract of placement, said once more and as plainly as possible: slow is no matter here. */
final class Law {
    private final Site site;
    private final Policy policy;
    private final Map<String, Integer> capacities = new HashMap<>();

    Law(Site site, Policy policy) {
        this.site = site;
        this.policy = policy;
    }

    /** Whether the guest may come to the host, whoever else is there. {@code restart} when its host is lost. */
    boolean mayCome(SiteGuest guest, SiteHost host, boolean restart) {
        SiteEndpoint endpoint = site.endpoints().get(host.key().endpoint());
        if (host.state() != HostState.UP || !host.vlans().keySet().containsAll(guest.vlans())) {
            return false;
        }
        if (!guest.pins().allow(host.key(), endpoint.location())) {
            return false;
        }
        Optional<PolicyRule> rule = policy.rules().stream()
                .filter(each -> each.when().matches(guest))
                .findFirst();
        if (rule.isPresent() && !rule.get().then().allows(endpoint)) {
            return false;
        }
        if (guest.cpuVendor().isPresent() && !guest.cpuVendor().equals(host.cpuVendor())) {
            return false;
        }
        return guest.place().isEmpty() ? mayBeMade(guest, host, endpoint) : mayMove(guest, host, restart);
    }

    private boolean mayBeMade(SiteGuest guest, SiteHost host, SiteEndpoint endpoint) {
        Service service = site.services().get(guest.name());
        if (service != null && !endpoint.networks().keySet().containsAll(service.vlans())) {
            return false;
        }
        if (guest.image().isPresent()
                && !endpoint.images().containsKey(guest.image().get())) {
            return false;
        }
        return guest.disks().stream().flatMap(disk -> disk.storage().stream()).allMatch(host.storages()::contains);
    }

    private boolean mayMove(SiteGuest guest, SiteHost host, boolean restart) {
        SiteHost from = site.hosts().get(guest.place().get());
        if (from.state() == HostState.UNREACHABLE && !restart) {
            return false;
        }
        if (guest.mobility() == Mobility.FIXED || !from.pool().equals(host.pool())) {
            return false;
        }
        for (GuestDisk disk : guest.disks()) {
            SiteStorage storage = disk.storage().map(site.storages()::get).orElse(null);
            if (storage == null || !storage.shared() || !host.storages().contains(storage.name())) {
                return false;
            }
        }
        boolean live = guest.active() && guest.mobility() == Mobility.LIVE && !restart;
        boolean known = from.cpuVendor().isPresent() && host.cpuVendor().isPresent();
        boolean crosses = known && !from.cpuVendor().equals(host.cpuVendor());
        return !live || !crosses || site.pools().get(host.pool()).liveAcrossVendors() || from.state() == HostState.LOST;
    }

    /** Whether the rules that look at all guests together hold; who comes where alone is not looked at. */
    boolean holdsTogether(Map<String, HostKey> before, Map<String, HostKey> after) {
        return hasRoom(before, after) && groupsHold(before, after) && isPaid(before, after) && endures(before, after);
    }

    private boolean hasRoom(Map<String, HostKey> before, Map<String, HostKey> after) {
        return site.hosts().values().stream().allMatch(host -> {
            List<SiteGuest> there = active(after, host.key());
            boolean receives = there.stream().anyMatch(guest -> !host.key().equals(before.get(guest.name())));
            return !receives || fits(there, host);
        });
    }

    boolean isOverfull(Map<String, HostKey> places) {
        return site.hosts().values().stream().anyMatch(host -> !fits(active(places, host.key()), host));
    }

    private boolean fits(List<SiteGuest> guests, SiteHost host) {
        long memory = guests.stream().mapToLong(guest -> guest.memory().bytes()).sum();
        long vcpus = guests.stream().mapToLong(SiteGuest::vcpus).sum();
        return memory <= host.memory().bytes() * (100 - policy.reserve().memoryPercent()) / 100
                && vcpus <= (long) host.vcpus() * (100 - policy.reserve().vcpuPercent()) / 100;
    }

    List<SiteGuest> active(Map<String, HostKey> places, HostKey host) {
        return site.guests().values().stream()
                .filter(guest -> guest.active() && host.equals(places.get(guest.name())))
                .toList();
    }

    private boolean groupsHold(Map<String, HostKey> before, Map<String, HostKey> after) {
        for (Group group : site.groups()) {
            List<String> members = List.copyOf(group.guests());
            if (group.kind() == Group.Kind.TOGETHER) {
                if (hosts(members, after).size()
                        > Math.max(1, hosts(members, before).size())) {
                    return false;
                }
                continue;
            }
            for (String one : members) {
                for (String other : members) {
                    boolean pair = !one.equals(other) && after.get(one) != null;
                    if (pair && after.get(one).equals(after.get(other)) && !share(one, other, before)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean share(String one, String other, Map<String, HostKey> places) {
        return places.get(one) != null && places.get(one).equals(places.get(other));
    }

    private static Set<HostKey> hosts(List<String> guests, Map<String, HostKey> places) {
        Set<HostKey> hosts = new HashSet<>();
        guests.forEach(guest -> hosts.add(places.get(guest)));
        hosts.remove(null);
        return hosts;
    }

    long cost(Map<String, HostKey> places) {
        long sum = 0;
        for (HostKey host : site.hosts().keySet()) {
            long guests = active(places, host).size();
            SiteEndpoint endpoint = site.endpoints().get(host.endpoint());
            sum += guests * endpoint.cost().perGuest().hundredths();
            sum += guests > 0 ? endpoint.cost().perHost().hundredths() : 0;
        }
        return sum;
    }

    long used(Map<String, HostKey> places) {
        return site.hosts().keySet().stream()
                .filter(host -> !active(places, host).isEmpty())
                .count();
    }

    private boolean isPaid(Map<String, HostKey> before, Map<String, HostKey> after) {
        return policy.budget().isEmpty()
                || cost(after) <= policy.budget().get().hundredths()
                || cost(after) <= cost(before);
    }

    private boolean endures(Map<String, HostKey> before, Map<String, HostKey> after) {
        return site.pools().values().stream().allMatch(pool -> {
            int must = Math.max(pool.failures(), policy.reserve().failures());
            return must == 0 || capacity(pool.name(), must, after) >= capacity(pool.name(), must, before);
        });
    }

    /** How many hosts at once, up to that many, the pool survives. */
    int capacity(String pool, int most, Map<String, HostKey> places) {
        return capacities.computeIfAbsent(pool + most + places, any -> {
            int capacity = 0;
            while (capacity < most && survives(pool, capacity + 1, places)) {
                capacity++;
            }
            return capacity;
        });
    }

    private boolean survives(String pool, int failures, Map<String, HostKey> places) {
        List<SiteHost> up = site.hosts().values().stream()
                .filter(host -> host.pool().equals(pool)
                        && (host.state() == HostState.UP || host.state() == HostState.MAINTENANCE))
                .toList();
        for (int set = 0; set < 1 << up.size(); set++) {
            if (Integer.bitCount(set) == Math.min(failures, up.size()) && !survives(up, set, places)) {
                return false;
            }
        }
        return true;
    }

    private boolean survives(List<SiteHost> up, int lost, Map<String, HostKey> places) {
        Map<String, HostKey> left = new HashMap<>(places);
        List<SiteGuest> victims = new ArrayList<>();
        List<SiteHost> others = new ArrayList<>();
        for (int number = 0; number < up.size(); number++) {
            if ((lost >> number & 1) == 0) {
                others.add(up.get(number));
                continue;
            }
            for (SiteGuest guest : site.guests().values()) {
                if (left.remove(guest.name(), up.get(number).key())
                        && guest.active()
                        && guest.protection() == Protection.PROTECTED) {
                    victims.add(made(guest).at(up.get(number).key()));
                }
            }
        }
        return restart(victims, others, left, places, Map.copyOf(left));
    }

    /** Every endpoint of small sites makes disks in the storage san where no storage is named. */
    private static SiteGuest made(SiteGuest guest) {
        return guest.place().isPresent()
                ? guest
                : guest.with(guest.disks().stream()
                        .map(disk -> new GuestDisk(disk.storage().or(() -> Optional.of("san")), disk.size()))
                        .toList());
    }

    private boolean restart(
            List<SiteGuest> victims,
            List<SiteHost> others,
            Map<String, HostKey> now,
            Map<String, HostKey> before,
            Map<String, HostKey> left) {
        if (now.size() == left.size() + victims.size()) {
            return hasRoom(left, now) && groupsHold(before, now);
        }
        SiteGuest victim = victims.get(now.size() - left.size());
        for (SiteHost host : others) {
            if (mayCome(victim, host, true)) {
                now.put(victim.name(), host.key());
                boolean done = restart(victims, others, now, before, left);
                now.remove(victim.name());
                if (done) {
                    return true;
                }
            }
        }
        return false;
    }
}
