package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    FewestHosts(Workload work) {
        this.work = work;
    }

    /** For all units of the workload. */
    int inAll() {
        Map<BitSet, List<Integer>> flows = new LinkedHashMap<>();
        for (int unit = 0; unit < work.units; unit++) {
            if (work.heads[unit] > 0) {
                flows.computeIfAbsent(work.open[unit], any -> new ArrayList<>()).add(unit);
            }
        }
        List<BitSet> sets = new ArrayList<>(flows.keySet());
        sets.sort(Comparator.comparingInt(
                        (BitSet set) -> flows.getOrDefault(set, List.of()).size())
                .reversed());
        sets = new ArrayList<>(sets.subList(0, Math.min(MOST_FLOWS, sets.size())));
        BitSet everywhere = new BitSet();
        flows.keySet().forEach(everywhere::or);
        if (!flows.containsKey(everywhere)) {
            sets.add(everywhere);
        }
        Map<BitSet, Integer> needs = new HashMap<>();
        for (BitSet set : sets) {
            int[] within = flows.entrySet().stream()
                    .filter(flow -> isWithin(flow.getKey(), set))
                    .flatMapToInt(flow -> flow.getValue().stream().mapToInt(Integer::intValue))
                    .toArray();
            needs.put(set, among(set, within));
        }
        sets.sort(Comparator.comparingInt((BitSet set) -> -needs.getOrDefault(set, 0)));
        int most = 0;
        for (int first = 0; first < sets.size(); first++) {
            most = Math.max(most, addedUp(sets, first, needs));
        }
        return most;
    }

    private static int addedUp(List<BitSet> sets, int first, Map<BitSet, Integer> needs) {
        BitSet used = (BitSet) sets.get(first).clone();
        int sum = needs.getOrDefault(sets.get(first), 0);
        for (BitSet set : sets) {
            if (!set.intersects(used)) {
                used.or(set);
                sum += needs.getOrDefault(set, 0);
            }
        }
        return sum;
    }

    private static boolean isWithin(BitSet part, BitSet whole) {
        BitSet rest = (BitSet) part.clone();
        rest.andNot(whole);
        return rest.isEmpty();
    }

    /** For these units, when none but these hosts are open to them; more than there are when they cannot all be placed. */
    int among(BitSet set, int[] units) {
        return Math.max(
                Math.max(
                        covering(set, units, host -> Math.max(0, work.freeMemory[host]), unit -> work.memory[unit]),
                        covering(set, units, host -> Math.max(0, work.freeVcpus[host]), unit -> work.vcpus[unit])),
                Math.max(
                        besides(set, bigOnes(set, units, work.freeMemory, unit -> work.memory[unit])),
                        besides(set, keptApart(units))));
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

    private int covering(
            BitSet set,
            int[] units,
            java.util.function.IntToLongFunction room,
            java.util.function.IntToLongFunction demand) {
        long wanted = IntStream.of(units).mapToLong(demand).sum();
        wanted -= set.stream()
                .filter(host -> work.present[host] > 0)
                .mapToLong(room)
                .sum();
        long[] rooms = set.stream()
                .filter(host -> work.present[host] == 0)
                .mapToLong(room)
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

    private int bigOnes(BitSet set, int[] units, long[] room, java.util.function.IntToLongFunction demand) {
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
        return Math.max(most, secondBound(sizes, biggest, biggest / 2 + 1));
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
