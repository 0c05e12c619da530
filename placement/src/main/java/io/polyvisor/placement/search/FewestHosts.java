package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * How many hosts more must come into use at least, whatever the assignment.
 *
 * <p>For units to which no hosts but some are open, three things must hold: the biggest of these hosts together have the memory and the
 * processors; those that take more than half of the biggest host have one each, and what is too big to lie beside them has another
 * (Martello and Toth's second bound); and those that are kept apart from each other have one each. Sets of hosts that have no host in
 * common add up.
 */
final class FewestHosts {
    private static final int MOST_FLOWS = 64;
    private final Workload work;
    private final List<BitSet> sets;
    private final Map<BitSet, Integer> needs = new HashMap<>();

    FewestHosts(Workload work) {
        this.work = work;
        Map<BitSet, List<Integer>> flows = new LinkedHashMap<>();
        BitSet everywhere = new BitSet();
        for (int unit = 0; unit < work.units; unit++) {
            if (work.heads[unit] > 0) {
                flows.computeIfAbsent(work.open[unit], any -> new ArrayList<>()).add(unit);
            }
        }
        flows.keySet().forEach(everywhere::or);
        sets = new ArrayList<>(flows.keySet());
        sets.sort(Comparator.comparingInt(
                set -> -flows.getOrDefault(set, List.of()).size()));
        sets.subList(Math.min(MOST_FLOWS, sets.size()), sets.size()).clear();
        if (!sets.contains(everywhere)) {
            sets.add(everywhere);
        }
        for (BitSet set : sets) {
            int[] within = flows.entrySet().stream()
                    .filter(flow -> isWithin(flow.getKey(), set))
                    .flatMapToInt(flow -> flow.getValue().stream().mapToInt(Integer::intValue))
                    .toArray();
            needs.put(set, among(set, within));
        }
    }

    /** Whether some units cannot all be placed whatever is done. */
    boolean areTooMany() {
        return sets.stream().anyMatch(set -> needOf(set) > unused(set));
    }

    /** How many hosts that are not in use come into use for all units of the workload. */
    int inAll() {
        return (int) addedUp(this::needOf);
    }

    /** What these hosts cost at least, in the workload's prices. */
    long priceInAll() {
        return addedUp(set -> needOf(set) == 0 ? 0 : needOf(set) * cheapest(set));
    }

    private long cheapest(BitSet set) {
        return set.stream()
                .filter(host -> work.present[host] == 0)
                .mapToLong(host -> work.hostPrice[host])
                .min()
                .orElse(0);
    }

    private int unused(BitSet set) {
        return (int) set.stream().filter(host -> work.present[host] == 0).count();
    }

    private int needOf(BitSet set) {
        return needs.getOrDefault(set, 0);
    }

    private long addedUp(ToLongFunction<BitSet> value) {
        List<BitSet> sorted = new ArrayList<>(sets);
        sorted.sort(Comparator.comparingLong(set -> -value.applyAsLong(set)));
        long most = 0;
        for (BitSet first : sorted) {
            BitSet used = (BitSet) first.clone();
            long sum = value.applyAsLong(first);
            for (BitSet set : sorted) {
                if (!set.intersects(used)) {
                    used.or(set);
                    sum += value.applyAsLong(set);
                }
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    private static boolean isWithin(BitSet part, BitSet whole) {
        BitSet rest = (BitSet) part.clone();
        rest.andNot(whole);
        return rest.isEmpty();
    }

    /** For these units, when none but these hosts are open to them; more than there are when they cannot all be placed. */
    int among(BitSet set, int[] units) {
        int apart = besides(set, keptApart(units));
        int big = besides(set, bigOnes(set, units, work.freeMemory, unit -> work.memory[unit]));
        return Math.max(new Covering(work, set, units).hosts(), Math.max(big, apart));
    }

    /** Those that are in use already help without being counted. */
    private int besides(BitSet set, int hosts) {
        return Math.max(
                0,
                hosts
                        - (int) set.stream()
                                .filter(host -> work.present[host] > 0)
                                .count());
    }

    private int bigOnes(BitSet set, int[] units, long[] room, IntToLongFunction demand) {
        long biggest = set.stream().mapToLong(host -> room[host]).max().orElse(0);
        if (set.stream().anyMatch(host -> work.present[host] > 0)) {
            return (int) IntStream.of(units)
                    .mapToLong(demand)
                    .filter(size -> 2 * size > biggest)
                    .count();
        }
        long[] sizes = IntStream.of(units).mapToLong(demand).sorted().toArray();
        int most = 0;
        for (int lowest = 0; lowest < sizes.length && 2 * sizes[lowest] <= biggest; lowest++) {
            most = Math.max(most, secondBound(sizes, biggest, sizes[lowest]));
        }
        return Math.max(most, secondBound(sizes, biggest, 0));
    }

    private static int secondBound(long[] sizes, long biggest, long threshold) {
        int alone = 0;
        int halves = 0;
        long besideHalves = 0;
        long rest = 0;
        for (long size : sizes) {
            if (size > biggest - threshold) {
                alone++;
            } else if (2 * size > biggest) {
                halves++;
                besideHalves += biggest - size;
            } else if (size >= threshold) {
                rest += size;
            }
        }
        long more = Math.max(0, rest - besideHalves);
        return alone + halves + (biggest == 0 ? 0 : (int) ((more + biggest - 1) / biggest));
    }

    private int keptApart(int[] units) {
        Map<Integer, Integer> members = new HashMap<>();
        int most = 0;
        for (int unit : units) {
            for (int group : work.apart[unit]) {
                most = Math.max(most, members.merge(group, 1, Integer::sum));
            }
        }
        return most;
    }
}
