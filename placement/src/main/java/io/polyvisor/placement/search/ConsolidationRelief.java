package io.polyvisor.placement.search;

import io.polyvisor.placement.site.HostKey;
import java.util.List;
import java.util.Set;

/** What is done for pools that have too little, before hosts of others are emptied. Immutable. */
final class ConsolidationRelief {
    private final Set<String> pools;
    private final int[] places;
    private final int moves;
    private final int leastMoves;
    private final List<HostKey> engaged;
    private final int leastEngaged;

    ConsolidationRelief(
            Set<String> pools, int[] places, int moves, int leastMoves, List<HostKey> engaged, int leastEngaged) {
        this.pools = Set.copyOf(pools);
        this.places = places.clone();
        this.moves = moves;
        this.leastMoves = leastMoves;
        this.engaged = List.copyOf(engaged);
        this.leastEngaged = leastEngaged;
    }

    /** Pools that had too little: none of their hosts is emptied. */
    Set<String> pools() {
        return pools;
    }

    /** Everybody's places afterwards: a copy. */
    int[] places() {
        return places.clone();
    }

    /** How many guests move for that. */
    int moves() {
        return moves;
    }

    /** How many must. */
    int leastMoves() {
        return leastMoves;
    }

    /** Hosts that are switched on. */
    List<HostKey> engaged() {
        return engaged;
    }

    /** How many must be. */
    int leastEngaged() {
        return leastEngaged;
    }
}
