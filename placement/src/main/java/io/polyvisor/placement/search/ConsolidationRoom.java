package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a host that is kept can earn at most by newcomers that bring their prices, less a move and the price of each of its own that it
 * sends away to make room: a knapsack over grains of memory. Newcomers are rounded down, and free room plus each that leaves is as much in
 * grains as rounding can make of it, so nothing that fits is left out. Hosts that are open to the same units share most of the work.
 */
final class ConsolidationRoom {
    private static final int GRAINS = 640;

    private final MovesBoard start;
    private final MovesUnits units;
    private final long grain;
    private final int[] sizeComing;
    private final int[] sizeGoing;
    private final int[] free;
    private final int[] all;
    private final int[] sort;
    private final List<Integer> first = new ArrayList<>();
    private final int[] widest;
    private final List<Knapsack> knapsacks = new ArrayList<>();
    private final @Nullable Knapsack[] choices;
    private double[] prices = {};
    private long steps;

    ConsolidationRoom(MovesBoard start, List<Integer> up) {
        this.start = start;
        units = start.units();
        long most = up.stream().mapToLong(start.grid()::memory).max().orElse(0);
        grain = Math.max(1, most / GRAINS);
        sizeComing = new int[units.count()];
        sizeGoing = new int[units.count()];
        for (int unit = 0; unit < units.count(); unit++) {
            sizeComing[unit] = Math.toIntExact(Math.min(Integer.MAX_VALUE / 4, units.memory(unit) / grain));
            sizeGoing[unit] =
                    Math.toIntExact(Math.min(Integer.MAX_VALUE / 4, (units.memory(unit) + grain - 1) / grain));
        }
        free = new int[start.hosts()];
        all = new int[start.hosts()];
        sort = new int[start.hosts()];
        for (int host : up) {
            free[host] = Math.toIntExact(Math.floorDiv(start.freeMemory(host), grain));
            all[host] = free[host];
            for (int index = 0; index < start.count(host); index++) {
                all[host] += sizeGoing[start.on(host, index)];
            }
        }
        sortHosts(up);
        widest = new int[first.size()];
        up.forEach(host -> widest[sort[host]] = Math.max(widest[sort[host]], all[host]));
        choices = new @Nullable Knapsack[start.hosts()];
    }

    /** Hosts are of one sort that are open to the same units. */
    private void sortHosts(List<Integer> up) {
        Map<BitSet, Integer> sets = new LinkedHashMap<>();
        for (int unit = 0; unit < units.count(); unit++) {
            sets.putIfAbsent(units.openHosts(unit), sets.size());
        }
        Map<BitSet, Integer> sorts = new LinkedHashMap<>();
        for (int host : up) {
            BitSet signature = new BitSet();
            sets.forEach((open, number) -> signature.set(number, open.get(host)));
            if (!sorts.containsKey(signature)) {
                sorts.put(signature, first.size());
                first.add(host);
            }
            sort[host] = sorts.getOrDefault(signature, 0);
        }
    }

    void allow(long more) {
        steps = more;
    }

    boolean hasSteps() {
        return steps > 0;
    }

    /** From now on newcomers bring these prices; those that are not of that list bring none. */
    void price(double[] unitPrices, List<Integer> priced) {
        prices = unitPrices;
        knapsacks.clear();
        for (int number = 0; number < first.size(); number++) {
            int host = first.get(number);
            List<Integer> coming = priced.stream()
                    .filter(unit -> prices[unit] > 0 && units.open(unit, host))
                    .toList();
            Knapsack knapsack = new Knapsack(new double[Math.max(0, widest[number]) + 1]);
            coming.forEach(unit -> knapsack.add(unit, sizeComing[unit], prices[unit]));
            knapsacks.add(knapsack);
            steps -= (long) coming.size() * widest[number];
        }
    }

    /** The most that host can earn. */
    double most(int host) {
        double[] coming = knapsacks.get(sort[host]).best;
        double staying = free[host] < 0 ? 0 : coming[free[host]];
        choices[host] = null;
        if (all[host] < 0 || coming[all[host]] - staying <= 1) {
            return staying;
        }
        Knapsack mixed = mixed(host);
        double going = mixed.best[all[host]] - worth(host);
        if (going > staying) {
            choices[host] = mixed;
        }
        return Math.max(staying, going);
    }

    private double worth(int host) {
        double worth = 0;
        for (int index = 0; index < start.count(host); index++) {
            int unit = start.on(host, index);
            worth += units.weight(unit) + prices[unit];
        }
        return worth;
    }

    /** Newcomers and those who are there, who are worth a move and their price each if they stay. */
    private Knapsack mixed(int host) {
        double[] coming = knapsacks.get(sort[host]).best;
        double[] best = new double[all[host] + 1];
        System.arraycopy(coming, 0, best, 0, best.length);
        Knapsack knapsack = new Knapsack(best);
        for (int index = 0; index < start.count(host); index++) {
            int unit = start.on(host, index);
            knapsack.add(unit, sizeGoing[unit], units.weight(unit) + prices[unit]);
        }
        steps -= (long) start.count(host) * all[host];
        return knapsack;
    }

    /** Takes one from each unit that the host takes in to earn the most, and gives one to each that it sends away. */
    void choice(int host, double[] pull) {
        Knapsack newcomers = knapsacks.get(sort[host]);
        Knapsack mixed = choices[host];
        if (mixed == null) {
            newcomers.take(Math.max(0, free[host]), pull);
            return;
        }
        int left = mixed.take(all[host], pull);
        for (int index = 0; index < start.count(host); index++) {
            pull[start.on(host, index)]++;
        }
        newcomers.take(left, pull);
    }

    /** What is the most worth within so much room, for every amount of room. */
    private static final class Knapsack {
        private final double[] best;
        private final List<Integer> items = new ArrayList<>();
        private final List<Integer> sizes = new ArrayList<>();
        private final List<boolean[]> taken = new ArrayList<>();

        Knapsack(double[] best) {
            this.best = best;
        }

        void add(int item, int size, double worth) {
            boolean[] with = new boolean[best.length];
            for (int width = best.length - 1; width >= size; width--) {
                double value = best[width - size] + worth;
                if (value > best[width]) {
                    best[width] = value;
                    with[width] = true;
                }
            }
            items.add(item);
            sizes.add(size);
            taken.add(with);
        }

        /** Takes one from each item of the best within that room; the room that is left. */
        int take(int width, double[] from) {
            int left = width;
            for (int i = items.size() - 1; i >= 0; i--) {
                if (taken.get(i)[left]) {
                    from[items.get(i)]--;
                    left -= sizes.get(i);
                }
            }
            return left;
        }
    }
}
