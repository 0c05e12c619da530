package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An assignment found without looking back much: hosts of one price at a time, the cheapest first; guests go to the cheapest that is
 * open to them, and what finds no room there overflows to the next. Where hosts themselves cost something, as few of them as can be
 * done with are taken into use; rooms that are kept free come last then, since a host that is not used has room for nothing.
 */
final class Construction {
    private static final long LOOKS_AT_A_TRY = 1_500_000;
    private final Workload work;

    Construction(Workload work) {
        this.work = work;
    }

    /** The assignment; not complete when some units found no place. */
    Packing build() {
        Packing packing = new Packing(work);
        for (BitSet level : levels()) {
            int[] units = meantFor(level, packing);
            if (units.length > 0) {
                packing = fill(packing, level, units);
            }
        }
        if (!packing.isComplete()) {
            BitSet all = new BitSet();
            all.set(0, work.hosts);
            new Fitting(packing, all, LOOKS_AT_A_TRY).place(without(packing));
        }
        return packing;
    }

    private static IntStream without(Packing packing) {
        return IntStream.range(0, packing.at.length).filter(unit -> packing.at[unit] < 0);
    }

    /** Hosts of equal prices, the cheapest first for a guest of average size that fills its part of a host. */
    private List<BitSet> levels() {
        Map<List<Long>, BitSet> levels = new LinkedHashMap<>();
        for (int host = 0; host < work.hosts; host++) {
            levels.computeIfAbsent(List.of(work.guestPrice[host], work.hostPrice[host]), any -> new BitSet())
                    .set(host);
        }
        List<BitSet> sorted = new ArrayList<>(levels.values());
        sorted.sort(Comparator.comparingDouble(this::effectivePrice));
        return sorted;
    }

    private double effectivePrice(BitSet level) {
        int any = level.nextSetBit(0);
        double memory = level.stream()
                .mapToLong(host -> work.grid.memory(host))
                .average()
                .orElse(0);
        double share = work.units == 0
                ? 0
                : IntStream.range(0, work.units)
                                .mapToLong(unit -> work.memory[unit])
                                .average()
                                .orElse(0)
                        / Math.max(1, memory);
        return work.guestPrice[any] + work.hostPrice[any] * Math.min(1, share);
    }

    /** Those that no other host is open to, and as many of the others as there may be room for: the smallest, since each pays alike. */
    private int[] meantFor(BitSet level, Packing packing) {
        Sizes sizes = new Sizes(work, level);
        List<Integer> must = new ArrayList<>();
        List<Integer> may = new ArrayList<>();
        boolean spares = level.stream().allMatch(host -> work.hostPrice[host] == 0);
        without(packing)
                .filter(unit -> work.open[unit].intersects(level) && (spares || !work.isSpare(unit)))
                .forEach(unit -> {
                    BitSet elsewhere = (BitSet) work.open[unit].clone();
                    elsewhere.andNot(level);
                    (elsewhere.isEmpty() ? must : may).add(unit);
                });
        may.sort(Comparator.comparingDouble((Integer unit) -> sizes.of(unit) / Math.max(1, work.heads[unit]))
                .thenComparing(unit -> unit));
        long memory = level.stream()
                .mapToLong(host -> Math.max(0, packing.freeMemory[host]))
                .sum();
        long vcpus = level.stream()
                .mapToLong(host -> Math.max(0, packing.freeVcpus[host]))
                .sum();
        List<Integer> chosen = new ArrayList<>(must);
        for (int unit : must) {
            memory -= work.memory[unit];
            vcpus -= work.vcpus[unit];
        }
        for (int unit : may) {
            if (work.memory[unit] <= memory && work.vcpus[unit] <= vcpus) {
                chosen.add(unit);
                memory -= work.memory[unit];
                vcpus -= work.vcpus[unit];
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private Packing fill(Packing before, BitSet level, int[] units) {
        BitSet free = new BitSet();
        BitSet paid = new BitSet();
        level.stream().forEach(host -> (work.hostPrice[host] == 0 || before.active[host] > 0 ? free : paid).set(host));
        if (paid.isEmpty()) {
            Packing packing = before.copy();
            new Fitting(packing, free, LOOKS_AT_A_TRY).place(IntStream.of(units));
            return packing;
        }
        List<Integer> order = new Opening(work, level, units).order(paid);
        int least = Math.min(order.size(), new FewestHosts(work).among(level, units));
        return new Narrowing(before, free, order, units, LOOKS_AT_A_TRY).from(least);
    }
}
