package io.polyvisor.placement.failover;

import java.util.Arrays;
import java.util.List;

/** Gives each of several items a host of its own, by augmenting paths. */
final class Matching {
    private final PoolLoad load;
    private final List<Item> items;
    private final int[] itemOn;
    private final boolean[] seen;

    private Matching(PoolLoad load, List<Item> items) {
        this.load = load;
        this.items = items;
        itemOn = new int[load.size()];
        seen = new boolean[load.size()];
        Arrays.fill(itemOn, -1);
    }

    /** Whether there is a host for each, all different. */
    static boolean exists(PoolLoad load, List<Item> items) {
        Matching matching = new Matching(load, items);
        for (int item = 0; item < items.size(); item++) {
            Arrays.fill(matching.seen, false);
            if (!matching.augment(item)) {
                return false;
            }
        }
        return true;
    }

    private boolean augment(int item) {
        for (int host : load.order()) {
            if (!seen[host] && load.fits(items.get(item), host)) {
                seen[host] = true;
                if (itemOn[host] < 0 || augment(itemOn[host])) {
                    itemOn[host] = item;
                    return true;
                }
            }
        }
        return false;
    }
}
