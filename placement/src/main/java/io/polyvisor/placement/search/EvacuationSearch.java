package io.polyvisor.placement.search;

import java.util.Arrays;
import java.util.List;

/**
 * The fewest moves that let certain units leave, exactly: each of them comes to every host that is open to it, however full; whoever is
 * on a host that is too full then, or meets a fellow, must leave it in turn. Nobody moves twice. With ever more moves allowed, the first
 * solution is the best, and where no branch was cut short for want of moves, there is none.
 */
final class EvacuationSearch {
    private final MovesBoard board;
    private final MovesUnits units;
    private final boolean[] fixed;
    private final int[] arrivals;
    private final int[] activeArrivals;
    private long steps;
    private boolean cut;
    private int reached;

    EvacuationSearch(MovesBoard board, long steps) {
        this.board = board;
        this.steps = steps;
        units = board.units();
        fixed = new boolean[units.count()];
        arrivals = new int[board.hosts()];
        activeArrivals = new int[board.hosts()];
    }

    /** What came out. */
    enum Outcome {
        FOUND,
        NONE,
        GAVE_UP
    }

    /** Places these, which have no place now, with as few moves as it takes, from that many on and below that many. */
    Outcome place(List<Integer> homeless, int from, int below) {
        int least = from;
        while (least < below) {
            cut = false;
            if (send(homeless, 0, least)) {
                return Outcome.FOUND;
            }
            if (steps < 0) {
                reached = least;
                return Outcome.GAVE_UP;
            }
            if (!cut) {
                reached = Integer.MAX_VALUE;
                return Outcome.NONE;
            }
            least++;
        }
        reached = least;
        return Outcome.GAVE_UP;
    }

    /** Fewer moves than that were proved impossible. */
    int least() {
        return reached;
    }

    private boolean send(List<Integer> homeless, int next, int moves) {
        if (next == homeless.size()) {
            return relieve(moves);
        }
        int unit = homeless.get(next);
        int left = moves - units.weight(unit);
        if (left < weightFrom(homeless, next + 1)) {
            cut = true;
            return false;
        }
        for (int host : hostsFor(unit)) {
            if (--steps < 0) {
                return false;
            }
            come(unit, host);
            if (send(homeless, next + 1, left)) {
                return true;
            }
            go(unit, host);
        }
        return false;
    }

    private int weightFrom(List<Integer> homeless, int next) {
        int weight = 0;
        for (int i = next; i < homeless.size(); i++) {
            weight += units.weight(homeless.get(i));
        }
        return weight;
    }

    /** Hosts that have room first: most often one of them will do. */
    private int[] hostsFor(int unit) {
        int[] roomy = new int[board.hosts()];
        int[] others = new int[board.hosts()];
        int roomies = 0;
        int rest = 0;
        for (int host = units.openHosts(unit).nextSetBit(0);
                host >= 0;
                host = units.openHosts(unit).nextSetBit(host + 1)) {
            if (host != units.home(unit) && board.mayCome(unit, host)) {
                if (board.takes(unit, host)) {
                    roomy[roomies++] = host;
                } else {
                    others[rest++] = host;
                }
            }
        }
        int[] all = Arrays.copyOf(roomy, roomies + rest);
        System.arraycopy(others, 0, all, roomies, rest);
        return all;
    }

    private void come(int unit, int host) {
        board.put(unit, host);
        fixed[unit] = true;
        arrivals[host]++;
        activeArrivals[host] += units.active(unit) ? 1 : 0;
    }

    private void go(int unit, int host) {
        arrivals[host]--;
        activeArrivals[host] -= units.active(unit) ? 1 : 0;
        fixed[unit] = false;
        board.remove(unit);
    }

    /** Somebody has to leave the first host that is too full; every one of its units is tried, and every host for it. */
    private boolean relieve(int moves) {
        int host = tooFull();
        if (host < 0) {
            return true;
        }
        int[] there = new int[board.count(host)];
        Arrays.setAll(there, index -> board.on(host, index));
        Arrays.sort(there);
        for (int unit : there) {
            if (fixed[unit] || !units.movable(unit)) {
                continue;
            }
            if (units.weight(unit) > moves) {
                cut = true;
                continue;
            }
            board.remove(unit);
            for (int to : hostsFor(unit)) {
                if (--steps < 0) {
                    break;
                }
                come(unit, to);
                if (relieve(moves - units.weight(unit))) {
                    return true;
                }
                go(unit, to);
            }
            board.put(unit, host);
            if (steps < 0) {
                return false;
            }
        }
        return false;
    }

    private int tooFull() {
        for (int host = 0; host < arrivals.length; host++) {
            if (arrivals[host] > 0 && (overloaded(host) || quarrels(host))) {
                return host;
            }
        }
        return -1;
    }

    private boolean overloaded(int host) {
        boolean over = board.freeMemory(host) < 0 || board.freeVcpus(host) < 0;
        return over && activeArrivals[host] > 0;
    }

    /** Whether somebody who came meets a fellow. */
    private boolean quarrels(int host) {
        for (int i = 0; i < board.count(host); i++) {
            int unit = board.on(host, i);
            if (fixed[unit] && board.fellows(unit, host) > 0) {
                return true;
            }
        }
        return false;
    }
}
