package io.polyvisor.placement.failover;

import io.polyvisor.placement.site.HostKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Proves at little cost that items do not all find a place: among the hosts that are open to some of them there is too little room, or
 * there are too few that take one as big, or as many that must not share a host.
 */
final class Refutation {
    private static final int MANY_SETS = 48;

    private final PoolLoad load;
    private final List<Item> items;

    private Refutation(PoolLoad load, List<Item> items) {
        this.load = load;
        this.items = items;
    }

    /** Whether it is proved; false says nothing. */
    static boolean of(PoolLoad load, List<Item> items) {
        Refutation refutation = new Refutation(load, items);
        return refutation.hostSets().stream().anyMatch(refutation::tooSmall) || refutation.tooFewForThoseApart();
    }

    /** The sets of hosts that are open to an item, and their union. */
    private List<long[]> hostSets() {
        List<long[]> sets = new ArrayList<>();
        Set<List<Long>> seen = new LinkedHashSet<>();
        long[] union = new long[load.words()];
        for (Item item : items) {
            Bits.add(union, item.open);
            if (sets.size() < MANY_SETS
                    && seen.add(Arrays.stream(item.open).boxed().toList())) {
                sets.add(item.open);
            }
        }
        sets.add(union);
        return sets;
    }

    private boolean tooSmall(long[] hosts) {
        List<Item> bound =
                items.stream().filter(item -> Bits.within(item.open, hosts)).toList();
        long memory = 0;
        long vcpus = 0;
        for (int host : load.order()) {
            if (Bits.has(hosts, host) && !load.lost(host)) {
                memory += Math.max(0, load.room[host]);
                vcpus += Math.max(0, load.vcpuRoom[host]);
            }
        }
        for (Item item : bound) {
            memory -= item.memory;
            vcpus -= item.vcpus;
        }
        return memory < 0
                || vcpus < 0
                || bound.stream()
                        .anyMatch(item -> tooFew(hosts, bound, item.memory, 0)
                                || tooFew(hosts, bound, 0, item.vcpus)
                                || tooFew(hosts, bound, item.memory, item.vcpus));
    }

    /** Whether there are more items at least as big as that than these hosts can take. */
    private boolean tooFew(long[] hosts, List<Item> bound, long memory, int vcpus) {
        int needed = 0;
        for (Item item : bound) {
            needed += item.memory >= memory && item.vcpus >= vcpus ? 1 : 0;
        }
        long taken = 0;
        for (int host : load.order()) {
            if (Bits.has(hosts, host) && !load.lost(host)) {
                taken += Math.min(slots(load.room[host], memory), slots(load.vcpuRoom[host], vcpus));
            }
            if (taken >= needed) {
                return false;
            }
        }
        return true;
    }

    private static long slots(long room, long size) {
        if (room < 0) {
            return 0;
        }
        return size == 0 ? Integer.MAX_VALUE : room / size;
    }

    /** Items of which no two can share a host need as many hosts: those of one group, and those that are bigger than half of any room. */
    private boolean tooFewForThoseApart() {
        Set<ItemGroup> groups = new LinkedHashSet<>();
        items.forEach(item -> groups.addAll(Arrays.asList(item.apart)));
        long mostMemory = 0;
        long mostVcpus = 0;
        for (int host : load.order()) {
            if (!load.lost(host)) {
                mostMemory = Math.max(mostMemory, load.room[host]);
                mostVcpus = Math.max(mostVcpus, load.vcpuRoom[host]);
            }
        }
        long memory = mostMemory / 2;
        long vcpus = mostVcpus / 2;
        return !Matching.exists(
                        load,
                        items.stream().filter(item -> item.memory > memory).toList())
                || !Matching.exists(
                        load, items.stream().filter(item -> item.vcpus > vcpus).toList())
                || groups.stream().anyMatch(group -> !Matching.exists(load, strangers(group)));
    }

    /** Those of a group who did not share a host from the beginning. */
    private List<Item> strangers(ItemGroup group) {
        Set<Optional<HostKey>> homes = new LinkedHashSet<>();
        return items.stream()
                .filter(item ->
                        item.parts.isEmpty() && Arrays.asList(item.apart).contains(group))
                .filter(item -> homes.add(Optional.ofNullable(item.home)))
                .toList();
    }
}
