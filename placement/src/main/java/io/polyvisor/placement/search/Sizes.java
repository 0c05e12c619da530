package io.polyvisor.placement.search;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How hard units are to place: the larger share that one takes of an average host, and more when few hosts are open to it. Big ones
 * are placed first, and pushing an easy unit out for a harder one is progress.
 */
final class Sizes {
    private static final double WEIGHT_OF_SCARCITY = 0.5;
    private final double[] size;

    Sizes(Workload work, BitSet hosts) {
        double memory = 0;
        double vcpus = 0;
        for (int host = hosts.nextSetBit(0); host >= 0; host = hosts.nextSetBit(host + 1)) {
            memory += Math.max(0, work.freeMemory[host]);
            vcpus += Math.max(0, work.freeVcpus[host]);
        }
        int count = Math.max(1, hosts.cardinality());
        size = new double[work.units];
        Map<BitSet, Double> scarcities = new HashMap<>();
        for (int unit = 0; unit < work.units; unit++) {
            double scarcity = scarcities.computeIfAbsent(work.open[unit], open -> scarcity(open, hosts, count));
            double share = Math.max(
                    work.memory[unit] * count / Math.max(1, memory), work.vcpus[unit] * count / Math.max(1, vcpus));
            size[unit] = share * (1 + WEIGHT_OF_SCARCITY * scarcity) + 1e-9;
        }
    }

    private static double scarcity(BitSet open, BitSet hosts, int count) {
        BitSet usable = (BitSet) open.clone();
        usable.and(hosts);
        return 1 - (double) usable.cardinality() / count;
    }

    double of(int unit) {
        return size[unit];
    }

    /** These units, the hardest first. */
    List<Integer> hardestFirst(IntStream units) {
        return units.boxed()
                .sorted(Comparator.comparingDouble((Integer unit) -> -size[unit])
                        .thenComparing(unit -> unit))
                .toList();
    }
}
