package io.polyvisor.placement.failover;

import io.polyvisor.model.Protection;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pools of a site as arrays, with guests at given places. Hosts that are up count, and those in maintenance: these can be lost, and
 * take no guests. What is kept in reserve on each host is kept in a failover, too.
 */
final class SiteLoad {
    private static final ItemGroup[] NONE = {};

    private final Site site;
    private final Set<Protection> counted;
    private final Restartable restartable;
    private final Map<String, PoolLoad> pools = new TreeMap<>();
    private final Map<HostKey, Seat> seats = new HashMap<>();
    private final Map<String, List<Integer>> groups = new HashMap<>();
    private final Map<String, Integer> joined;
    private final Map<List<Object>, ItemGroup> members = new HashMap<>();
    private final Map<String, Item> items = new LinkedHashMap<>();

    SiteLoad(Site site, Policy policy, Set<Protection> counted, Set<String> wanted, Map<String, HostKey> places) {
        this.site = site;
        this.counted = counted;
        restartable = new Restartable(site, policy);
        addHosts(policy.reserve(), wanted);
        for (int number = 0; number < site.groups().size(); number++) {
            int group = number;
            site.groups()
                    .get(number)
                    .guests()
                    .forEach(guest -> groups.computeIfAbsent(guest, any -> new ArrayList<>())
                            .add(group));
        }
        joined = new Companions(site.groups()).groups();
        scale(places);
        for (SiteGuest guest : site.guests().values()) {
            HostKey place = places.get(guest.name());
            if (place != null) {
                put(guest, place);
            }
        }
        pools.values().forEach(PoolLoad::sort);
    }

    /** The pools that were wanted, by name. */
    Map<String, PoolLoad> pools() {
        return pools;
    }

    /** The pool of that host, where it counts. */
    @Nullable
    PoolLoad poolOf(HostKey host) {
        Seat seat = seats.get(host);
        return seat == null ? null : seat.load();
    }

    /** The pool of that name, which was wanted. */
    PoolLoad load(String pool) {
        return Objects.requireNonNull(pools.get(pool), pool);
    }

    private void addHosts(Reserve reserve, Set<String> wanted) {
        Map<String, List<SiteHost>> byPool = new TreeMap<>();
        site.hosts().values().stream()
                .filter(host -> wanted.contains(host.pool()))
                .forEach(host -> byPool.computeIfAbsent(host.pool(), any -> new ArrayList<>())
                        .add(host));
        byPool.forEach((pool, hosts) -> {
            List<SiteHost> counting = hosts.stream()
                    .filter(host -> host.state() == HostState.UP || host.state() == HostState.MAINTENANCE)
                    .sorted(Comparator.comparing(SiteHost::key))
                    .toList();
            pools.put(pool, load(pool, counting, reserve));
        });
        wanted.forEach(pool -> pools.computeIfAbsent(pool, any -> load(pool, List.of(), reserve)));
    }

    private PoolLoad load(String pool, List<SiteHost> hosts, Reserve reserve) {
        boolean[] target = new boolean[hosts.size()];
        long[] room = new long[hosts.size()];
        int[] vcpuRoom = new int[hosts.size()];
        for (int number = 0; number < hosts.size(); number++) {
            SiteHost host = hosts.get(number);
            target[number] = host.state() == HostState.UP;
            room[number] = Share.of(host.memory().bytes(), 100 - reserve.memoryPercent());
            vcpuRoom[number] = (int) Share.of(host.vcpus(), 100 - reserve.vcpuPercent());
        }
        List<HostKey> keys = hosts.stream().map(SiteHost::key).toList();
        PoolLoad load = new PoolLoad(pool, keys, target, room, vcpuRoom);
        for (int number = 0; number < keys.size(); number++) {
            seats.put(keys.get(number), new Seat(load, number));
        }
        return load;
    }

    /** Weighs guests by the average of those that count in their pool. */
    private void scale(Map<String, HostKey> places) {
        Map<PoolLoad, Sums> sums = new LinkedHashMap<>();
        for (SiteGuest guest : site.guests().values()) {
            HostKey place = counts(guest) ? places.get(guest.name()) : null;
            PoolLoad load = place == null ? null : poolOf(place);
            if (load != null) {
                sums.computeIfAbsent(load, any -> new Sums()).add(guest);
            }
        }
        sums.forEach((load, sum) -> load.scale((double) sum.memory / sum.guests, (double) sum.vcpus / sum.guests));
    }

    private boolean counts(SiteGuest guest) {
        return guest.active() && counted.contains(guest.protection());
    }

    /** Puts the guest on that host for good; one that has yet to be made is given its disks there. */
    void put(SiteGuest wanted, HostKey host) {
        Seat seat = seats.get(host);
        if (seat == null) {
            return;
        }
        PoolLoad load = seat.load();
        int number = seat.number();
        SiteGuest guest = wanted.place().isPresent() ? wanted : site.settled(wanted, host);
        if (!counts(guest) && !groups.containsKey(guest.name())) {
            change(load, number, guest, -1);
            return;
        }
        Item item = item(guest, load);
        items.put(guest.name(), item);
        load.settle(item, number);
    }

    /** Takes the guest from that host for good. */
    void take(SiteGuest guest, HostKey host) {
        Seat seat = seats.get(host);
        Item item = items.get(guest.name());
        if (seat != null && item != null) {
            seat.load().unsettle(item);
        } else if (seat != null) {
            change(seat.load(), seat.number(), guest, 1);
        }
    }

    private static void change(PoolLoad load, int host, SiteGuest guest, int sign) {
        if (guest.active()) {
            load.room[host] += sign * guest.memory().bytes();
            load.vcpuRoom[host] += sign * guest.vcpus();
        }
    }

    /** A guest of a host of that pool that does not count any more: it is nowhere. */
    Item stopped(SiteGuest guest, String pool) {
        Item item = item(guest, load(pool));
        item.home = guest.place().orElse(null);
        return item;
    }

    private Item item(SiteGuest guest, PoolLoad load) {
        Item known = items.get(guest.name());
        boolean active = guest.active();
        long[] open = counts(guest) ? restartable.hosts(guest, load) : load.targets();
        if (known != null && known.open == open) {
            return known;
        }
        List<ItemGroup> apart = new ArrayList<>();
        List<ItemGroup> together = new ArrayList<>();
        for (int group : groups.getOrDefault(guest.name(), List.of())) {
            boolean keptApart = site.groups().get(group).kind() == Group.Kind.APART;
            int number = keptApart ? group : Objects.requireNonNull(joined.get(guest.name()));
            (keptApart ? apart : together)
                    .add(members.computeIfAbsent(List.of(load.pool, number), any -> new ItemGroup()));
        }
        Item item = new Item(
                guest.name(),
                active ? guest.memory().bytes() : 0,
                active ? guest.vcpus() : 0,
                counts(guest),
                open,
                apart.toArray(NONE),
                together.isEmpty() ? null : together.get(0));
        item.weight = load.weigh(item.memory, item.vcpus);
        apart.forEach(group -> group.add(item));
        together.stream().limit(1).forEach(group -> group.add(item));
        return item;
    }

    /** A host of a pool, by its number there. */
    private record Seat(PoolLoad load, int number) {}

    /** What the guests of a pool want in all. */
    private static final class Sums {
        private long guests;
        private long memory;
        private long vcpus;

        void add(SiteGuest guest) {
            guests++;
            memory += guest.memory().bytes();
            vcpus += guest.vcpus();
        }
    }
}
