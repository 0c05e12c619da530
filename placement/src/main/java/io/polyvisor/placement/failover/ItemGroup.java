package io.polyvisor.placement.failover;

import java.util.Arrays;
import java.util.Objects;

/** Guests that must not share a host, or must. */
final class ItemGroup {
    private Item[] members = new Item[2];
    private int size;

    void add(Item item) {
        if (size == members.length) {
            members = Arrays.copyOf(members, 2 * size);
        }
        members[size++] = item;
    }

    /** Whether one of them is on that host who did not share one with that item from the beginning. */
    boolean keeps(Item item, int host) {
        for (int i = 0; i < size; i++) {
            if (members[i].host == host && !Objects.equals(members[i].home, item.home)) {
                return true;
            }
        }
        return false;
    }

    /** The hosts of its members that were not lost, as bits. */
    long[] hosts(PoolLoad load) {
        long[] hosts = new long[load.words()];
        for (int i = 0; i < size; i++) {
            int host = members[i].host;
            if (host >= 0 && !load.lost(host)) {
                hosts[host >> 6] |= 1L << host;
            }
        }
        return hosts;
    }
}
