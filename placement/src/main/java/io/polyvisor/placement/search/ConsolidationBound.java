package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many hosts of a pool are needed at least: for all of its guests, and for those that must share certain hosts. */
final class ConsolidationBound {
    private final MovesBoard board;
    private final List<Integer> hosts;

    ConsolidationBound(MovesBoard board, List<Integer> hosts) {
        this.board = board;
        this.hosts = hosts;
    }

    /** No fewer hosts than that will do. */
    int leastHosts() {
        BitSet all = new BitSet();
        hosts.forEach(all::set);
        Map<BitSet, BitSet> sets = new LinkedHashMap<>();
        sets.put(all, all);
        for (int host : hosts) {
            for (int index = 0; index < board.count(host); index++) {
                BitSet open =
                        (BitSet) board.units().everOpen(board.on(host, index)).clone();
                open.and(all);
                open.set(host);
                sets.putIfAbsent(open, open);
            }
        }
        return sets.keySet().stream().limit(200).mapToInt(this::leastOf).max().orElse(0);
    }

    /** Guests whose hosts are all of that set need so many of it. */
    private int leastOf(BitSet set) {
        long memory = 0;
        long vcpus = 0;
        for (int host : hosts) {
            for (int index = 0; index < board.count(host); index++) {
                int unit = board.on(host, index);
                if (within(unit, host, set)) {
                    memory += board.units().memory(unit);
                    vcpus += board.units().vcpus(unit);
                }
            }
        }
        List<Long> memories = new ArrayList<>();
        List<Long> processors = new ArrayList<>();
        for (int host : hosts) {
            if (set.get(host)) {
                memories.add(
                        Math.max(board.grid().memory(host), used(board.grid().memory(host), board.freeMemory(host))));
                processors.add(
                        Math.max(board.grid().vcpus(host), used(board.grid().vcpus(host), board.freeVcpus(host))));
            }
        }
        return Math.max(fewest(memories, memory), fewest(processors, vcpus));
    }

    private boolean within(int unit, int host, BitSet set) {
        BitSet open = (BitSet) board.units().everOpen(unit).clone();
        BitSet pool = new BitSet();
        hosts.forEach(pool::set);
        open.and(pool);
        open.set(host);
        open.andNot(set);
        return open.isEmpty();
    }

    private static long used(long capacity, long free) {
        return capacity - free;
    }

    private static int fewest(List<Long> capacities, long wanted) {
        Long[] sorted = capacities.toArray(Long[]::new);
        Arrays.sort(sorted, Collections.reverseOrder());
        int count = 0;
        long left = wanted;
        while (left > 0 && count < sorted.length) {
            left -= sorted[count++];
        }
        return count;
    }
}
