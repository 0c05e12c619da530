package io.polyvisor.placement.search;

import io.polyvisor.placement.site.HostKey;
import java.util.List;
import java.util.Set;

/**
 * What is done for pools that have too little, before hosts of others are emptied.
 *
 * @param pools pools that had too little: none of their hosts is emptied
 * @param places everybody's places afterwards
 * @param moves how many guests move for that
 * @param leastMoves how many must
 * @param engaged hosts that are switched on
 * @param leastEngaged how many must be
 */
record ConsolidationRelief(
        Set<String> pools, int[] places, int moves, int leastMoves, List<HostKey> engaged, int leastEngaged) {
    ConsolidationRelief {
        pools = Set.copyOf(pools);
        engaged = List.copyOf(engaged);
    }
}
