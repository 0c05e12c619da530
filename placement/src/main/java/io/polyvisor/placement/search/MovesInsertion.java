package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds places for units that have to leave theirs: hardest first, each where it leaves the least that is of no use; where there is no
 * room, another unit makes some, rather one that moves anyway than one that would stay.
 */
final class MovesInsertion {
    /** How a host is chosen among those that have room. */
    enum Taste {
        TIGHT,
        BALANCED,
        ROOMY
    }

    private static final int DEPTH = 3;
    private static final int WIDTH = 12;

    private final MovesBoard board;
    private final MovesUnits units;
    private final Taste taste;
    private final List<Integer> troublesome = new ArrayList<>();
    private long steps;

    MovesInsertion(MovesBoard board, Taste taste, long steps) {
        this.board = board;
        this.taste = taste;
        this.steps = steps;
        units = board.units();
    }

    /** What is left of the steps. */
    long steps() {
        return steps;
    }

    /** Units that found no room at once. */
    List<Integer> troublesome() {
        return troublesome;
    }

    /** Places all of these, which have no place now; the first that finds none, or -1. */
    int insertAll(List<Integer> homeless) {
        List<Integer> order = new ArrayList<>(homeless);
        order.sort(Comparator.comparingDouble((Integer unit) -> -hardness(unit)).thenComparing(unit -> unit));
        for (int unit : order) {
            int host = best(unit);
            if (host >= 0) {
                board.put(unit, host);
            } else {
                troublesome.add(unit);
            }
        }
        for (int unit : troublesome) {
            if (!insert(unit)) {
                return unit;
            }
        }
        return -1;
    }

    /** How big it is against the hosts that are open to it, and how few they are. */
    private double hardness(int unit) {
        double size = 0;
        int hosts = 0;
        for (int host = units.openHosts(unit).nextSetBit(0);
                host >= 0;
                host = units.openHosts(unit).nextSetBit(host + 1)) {
            if (board.mayCome(unit, host)) {
                hosts++;
                size = Math.max(size, share(unit, host));
            }
        }
        return size + (hosts == 0 ? 1 : 0.2 * (1 - (double) hosts / board.hosts()));
    }

    private double share(int unit, int host) {
        return Math.max(
                units.memory(unit) / (double) Math.max(1, board.grid().memory(host)),
                units.vcpus(unit) / (double) Math.max(1, board.grid().vcpus(host)));
    }

    private int best(int unit) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int host = units.openHosts(unit).nextSetBit(0);
                host >= 0;
                host = units.openHosts(unit).nextSetBit(host + 1)) {
            if (board.takes(unit, host)) {
                double badness = badness(unit, host);
                if (badness < least) {
                    least = badness;
                    best = host;
                }
            }
        }
        steps -= board.hosts();
        return best;
    }

    private double badness(int unit, int host) {
        double memory = (board.freeMemory(host) - units.memory(unit))
                / (double) Math.max(1, board.grid().memory(host));
        double vcpus = (board.freeVcpus(host) - units.vcpus(unit))
                / (double) Math.max(1, board.grid().vcpus(host));
        return switch (taste) {
            case TIGHT -> memory + vcpus;
            case BALANCED -> Math.abs(memory - vcpus) + 0.25 * (memory + vcpus);
            case ROOMY -> -Math.min(memory, vcpus);
        };
    }

    /** Places one unit, with others making room where that must be. */
    boolean insert(int unit) {
        for (int depth = 0; depth <= DEPTH; depth++) {
            if (insert(unit, depth)) {
                return true;
            }
        }
        return false;
    }

    private boolean insert(int unit, int depth) {
        if (steps < 0) {
            return false;
        }
        if (depth == 0) {
            int host = best(unit);
            if (host >= 0) {
                board.put(unit, host);
            }
            return host >= 0;
        }
        List<int[]> exchanges = exchanges(unit);
        for (int i = 0; i < Math.min(exchanges.size(), depth == 1 ? exchanges.size() : WIDTH); i++) {
            int victim = exchanges.get(i)[0];
            int host = exchanges.get(i)[1];
            board.remove(victim);
            board.put(unit, host);
            if (insert(victim, depth - 1)) {
                return true;
            }
            board.remove(unit);
            board.put(victim, host);
        }
        return false;
    }

    /** Pairs of a unit and its host, that would let this one in by leaving it: who moves anyway first, then the smallest. */
    private List<int[]> exchanges(int unit) {
        List<int[]> found = new ArrayList<>();
        for (int host = units.openHosts(unit).nextSetBit(0);
                host >= 0;
                host = units.openHosts(unit).nextSetBit(host + 1)) {
            if (!board.mayCome(unit, host)) {
                continue;
            }
            for (int i = 0; i < board.count(host); i++) {
                int victim = board.on(host, i);
                if (units.movable(victim) && smaller(victim, unit) && letsIn(unit, victim, host)) {
                    found.add(new int[] {victim, host});
                }
                steps--;
            }
        }
        found.sort(Comparator.comparingInt((int[] pair) -> board.moved(pair[0]) ? 0 : units.weight(pair[0]))
                .thenComparingDouble(pair -> share(pair[0], pair[1]))
                .thenComparingInt(pair -> pair[0]));
        return found;
    }

    /** What is as big would only change places; unless it stands in the way for another reason. */
    private boolean smaller(int victim, int unit) {
        return units.memory(victim) < units.memory(unit)
                || units.vcpus(victim) < units.vcpus(unit)
                || !units.openHosts(victim).equals(units.openHosts(unit))
                || units.apart(unit).length > 0;
    }

    private boolean letsIn(int unit, int victim, int host) {
        if (board.freeMemory(host) + units.memory(victim) < units.memory(unit)
                || board.freeVcpus(host) + units.vcpus(victim) < units.vcpus(unit)) {
            return false;
        }
        board.remove(victim);
        boolean free = board.takes(unit, host);
        board.put(victim, host);
        return free;
    }
}
