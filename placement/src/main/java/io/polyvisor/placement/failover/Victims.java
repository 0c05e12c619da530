package io.polyvisor.placement.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The guests of lost hosts in one pool that are to be restarted: those that must be, and those that should be where there is room. */
record Victims(List<Item> musts, List<Item> shoulds) {

    List<Item> all() {
        List<Item> all = new ArrayList<>(musts);
        all.addAll(shoulds);
        return all;
    }

    /** How well that many restarts do: one that must be restarted counts more than all that should be. */
    long worth(Set<Item> restarted) {
        long worth = 0;
        for (Item must : musts) {
            worth += restarted.contains(must) ? 1L + shoulds.size() : 0;
        }
        for (Item should : shoulds) {
            worth += restarted.contains(should) ? 1 : 0;
        }
        return worth;
    }
}
