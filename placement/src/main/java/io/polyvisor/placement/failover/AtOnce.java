package io.polyvisor.placement.failover;

import io.polyvisor.placement.failover.Packer.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Decides whether a pool survives the loss of any so many hosts at once. Goes through all sets of hosts, each from the places found for
 * the set without its last host: mostly, only few guests need a place then.
 */
final class AtOnce implements LossCheck {
    private final PoolLoad load;
    private final Budget budget;
    private final Packer packer;
    private final int[] hosts;
    private int[] counterExample = {};

    AtOnce(PoolLoad load, Budget budget) {
        this.load = load;
        this.budget = budget;
        packer = new Packer(load, budget);
        hosts = IntStream.range(0, load.size())
                .filter(host -> load.target[host] || load.count(host) > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(this::burden).reversed())
                .mapToInt(host -> host)
                .toArray();
    }

    /** What its loss adds to be restarted and takes away. */
    private double burden(int host) {
        double weight = load.target[host] ? Math.max(0, load.roominess(host)) : 0;
        for (int i = 0; i < load.count(host); i++) {
            weight += load.on(host, i).weight;
        }
        return weight;
    }

    @Override
    public Outcome survives(int failures) {
        int size = Math.min(failures, hosts.length);
        load.sort();
        if (size == 0 || SlotBound.allows(load, size)) {
            return Outcome.PLACED;
        }
        if (suspects(size).stream().anyMatch(this::refuted)) {
            return Outcome.IMPOSSIBLE;
        }
        return budget.allowsLosses(sets(size)) ? extend(0, size, true) : Outcome.UNKNOWN;
    }

    /** How many sets of so many hosts there are. */
    private double sets(int size) {
        double sets = 1;
        for (int i = 0; i < size; i++) {
            sets = sets * (hosts.length - i) / (i + 1);
        }
        return sets;
    }

    /** Whether it survives the loss of just these at once: found, not necessarily disproved. */
    boolean survivesLossOf(int[] set) {
        Arrays.stream(set).forEach(load::lose);
        boolean survives = packer.place(displaced()) == Outcome.PLACED;
        load.undoTo(0);
        Arrays.stream(set).forEach(load::recover);
        return survives;
    }

    @Override
    public int[] counterExample() {
        return counterExample.clone();
    }

    @Override
    public Set<String> stranded() {
        return Set.of();
    }

    /** Sets of hosts whose loss is likely to be too much: by burden, and those that carry what few carry. */
    private List<int[]> suspects(int size) {
        List<int[]> suspects = new ArrayList<>();
        suspects.add(Arrays.copyOf(hosts, size));
        suspects.add(first(size, Comparator.comparingLong(host -> -Math.max(0, load.room[host]))));
        suspects.add(first(size, Comparator.comparingLong(host -> -Math.max(0, load.vcpuRoom[host]))));
        suspects.add(first(size, Comparator.comparingInt(host -> -load.count(host))));
        for (int host : hosts) {
            for (Item item : load.on(host)) {
                if (item.open != load.targets() && suspects.size() < 32) {
                    suspects.add(first(size, Comparator.comparing(each -> each != host && !item.openTo(each))));
                    break;
                }
            }
        }
        return suspects;
    }

    /** The first so many in that order; of those alike, the ones that come first here. */
    private int[] first(int size, Comparator<Integer> order) {
        int[] first = new int[size];
        int found = 0;
        for (int host : hosts) {
            int at = found;
            while (at > 0 && order.compare(host, first[at - 1]) < 0) {
                at--;
            }
            if (at < size) {
                found = Math.min(size, found + 1);
                System.arraycopy(first, at, first, at + 1, found - at - 1);
                first[at] = host;
            }
        }
        return first;
    }

    private boolean refuted(int[] set) {
        Arrays.stream(set).forEach(load::lose);
        boolean refuted = packer.refuted(displaced());
        if (refuted) {
            remember();
        }
        Arrays.stream(set).forEach(load::recover);
        return refuted;
    }

    private void remember() {
        counterExample = IntStream.range(0, load.size()).filter(load::lost).toArray();
    }

    /** The guests of all lost hosts, none restarted. */
    private List<Item> displaced() {
        List<Item> items = new ArrayList<>();
        for (int host = 0; host < load.size(); host++) {
            if (load.lost(host)) {
                items.addAll(load.on(host));
            }
        }
        return items;
    }

    /** Tries each further host; {@code placed} says whether the guests of those lost so far were restarted. */
    private Outcome extend(int from, int left, boolean placed) {
        Outcome all = Outcome.PLACED;
        for (int i = from; i + left <= hosts.length; i++) {
            int host = hosts[i];
            load.lose(host);
            Outcome outcome = left == 1 ? last(host, placed) : further(host, i, left, placed);
            load.recover(host);
            if (outcome == Outcome.IMPOSSIBLE) {
                return outcome;
            }
            if (outcome == Outcome.UNKNOWN) {
                all = outcome;
            }
            if (budget.exhausted()) {
                return Outcome.UNKNOWN;
            }
        }
        return all;
    }

    private Outcome last(int host, boolean placed) {
        budget.spendLoss();
        int mark = load.moves();
        if (placed && (packer.placeQuickly(host) || packer.placeGreedily(load.on(host)))) {
            load.undoTo(mark);
            return Outcome.PLACED;
        }
        PoolLoad.Restarts before = load.restarts();
        Outcome outcome = anew();
        load.undoTo(0);
        load.repeat(before);
        load.sort();
        return outcome;
    }

    private Outcome further(int host, int index, int left, boolean placed) {
        int mark = load.moves();
        if (placed && packer.placeGreedily(load.on(host))) {
            load.sort();
            Outcome outcome = extend(index + 1, left - 1, true);
            load.undoTo(mark);
            load.sort();
            return outcome;
        }
        PoolLoad.Restarts before = load.restarts();
        Outcome outcome = anew();
        if (outcome != Outcome.IMPOSSIBLE) {
            load.sort();
            outcome = extend(index + 1, left - 1, outcome == Outcome.PLACED);
        }
        load.undoTo(0);
        load.repeat(before);
        load.sort();
        return outcome;
    }

    /** Forgets what was restarted and looks for places for all guests of the lost hosts together. */
    private Outcome anew() {
        load.undoTo(0);
        Outcome outcome = packer.place(displaced());
        if (outcome == Outcome.IMPOSSIBLE) {
            remember();
        }
        return outcome;
    }
}
