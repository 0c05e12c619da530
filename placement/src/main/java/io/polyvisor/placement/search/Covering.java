package io.polyvisor.placement.search;

import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * How many hosts it takes to have the memory and the processors that units want, both at once.
 *
 * <p>Whatever weights the two resources are given, the chosen hosts must have as much of the weighted sum as is wanted of it; so for
 * each weighting the number of the biggest hosts that reach the sum is a bound, and the weighting with the highest bound says what a
 * host is worth. It matters where hosts with much memory are not those with many processors.
 */
final class Covering {
    private static final int WEIGHTINGS = 20;
    private static final double ROUNDING = 1e-9;
    private final Workload work;
    private final BitSet set;
    private final long memory;
    private final long vcpus;
    private int hosts;
    private double weightOfMemory = 0.5;

    Covering(Workload work, BitSet set, int[] units) {
        this.work = work;
        this.set = set;
        memory = IntStream.of(units).mapToLong(unit -> work.memory[unit]).sum();
        vcpus = IntStream.of(units).mapToLong(unit -> work.vcpus[unit]).sum();
        for (int step = 0; step <= WEIGHTINGS; step++) {
            int count = hosts((double) step / WEIGHTINGS);
            if (count > hosts) {
                hosts = count;
                weightOfMemory = (double) step / WEIGHTINGS;
            }
        }
    }

    /** How many hosts of the set that are not in use must come into use; more than there are when all are too few. */
    int hosts() {
        return hosts;
    }

    /** What a host holds of what is wanted: 1 for all of it. */
    double worth(int host) {
        return worth(host, weightOfMemory);
    }

    private double worth(int host, double weight) {
        return weight * Math.max(0, work.freeMemory[host]) / Math.max(1, memory)
                + (1 - weight) * Math.max(0, work.freeVcpus[host]) / Math.max(1, vcpus);
    }

    private int hosts(double weight) {
        double wanted = (memory > 0 ? weight : 0) + (vcpus > 0 ? 1 - weight : 0) - ROUNDING;
        wanted -= set.stream()
                .filter(host -> work.present[host] > 0)
                .mapToDouble(host -> worth(host, weight))
                .sum();
        double[] rooms = set.stream()
                .filter(host -> work.present[host] == 0)
                .mapToDouble(host -> worth(host, weight))
                .sorted()
                .toArray();
        int count = 0;
        while (wanted > 0) {
            if (count == rooms.length) {
                return work.hosts + 1;
            }
            wanted -= rooms[rooms.length - ++count];
        }
        return count;
    }
}
