package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes moves back that nobody needs in the end: a unit whose host is kept goes home again, where room for it can be made by units that
 * have moved anyway. Every change brings one unit home and moves none that is at home, so the number of moves only falls.
 */
final class MovesHomecoming {
    private static final int DEPTH = 2;
    private static final int WIDTH = 40;

    private final MovesBoard board;
    private final MovesUnits units;
    private long steps;

    MovesHomecoming(MovesBoard board, long steps) {
        this.board = board;
        this.steps = steps;
        units = board.units();
    }

    /** What is left of the steps. */
    long steps() {
        return steps;
    }

    /** Brings home whom it can, until nobody more can come. */
    void bringHome() {
        boolean better = true;
        while (better && steps > 0) {
            better = false;
            for (int unit = 0; unit < units.count() && steps > 0; unit++) {
                if (board.moved(unit) && board.place(unit) >= 0 && board.mayCome(unit, units.home(unit))) {
                    better |= comesHome(unit);
                }
            }
        }
    }

    private boolean comesHome(int unit) {
        int away = board.place(unit);
        int home = units.home(unit);
        board.remove(unit);
        if (board.takes(unit, home)) {
            board.put(unit, home);
            return true;
        }
        for (int stranger : strangers(home)) {
            board.remove(stranger);
            if (board.takes(unit, home)) {
                board.put(unit, home);
                if (settles(stranger, DEPTH)) {
                    return true;
                }
                board.remove(unit);
            } else if (secondLeaves(unit, home, stranger)) {
                return true;
            }
            board.put(stranger, home);
        }
        board.put(unit, away);
        return false;
    }

    /** One that left is not enough: tries another one with it. */
    private boolean secondLeaves(int unit, int home, int first) {
        for (int second : strangers(home)) {
            if (second < first || steps < 0) {
                continue;
            }
            board.remove(second);
            if (board.takes(unit, home)) {
                board.put(unit, home);
                if (settles(first, 0)) {
                    if (settles(second, 1)) {
                        return true;
                    }
                    board.remove(first);
                }
                board.remove(unit);
            }
            board.put(second, home);
        }
        return false;
    }

    /** Finds a place for a unit that has moved anyway, with others of that sort making room where that must be. */
    private boolean settles(int unit, int depth) {
        for (int host = units.openHosts(unit).nextSetBit(0);
                host >= 0;
                host = units.openHosts(unit).nextSetBit(host + 1)) {
            steps--;
            if (board.takes(unit, host)) {
                board.put(unit, host);
                return true;
            }
        }
        return depth > 0 && steps > 0 && pushesIn(unit, depth);
    }

    private boolean pushesIn(int unit, int depth) {
        int tries = 0;
        for (int host = units.openHosts(unit).nextSetBit(0);
                host >= 0 && tries < WIDTH && steps > 0;
                host = units.openHosts(unit).nextSetBit(host + 1)) {
            if (!board.mayCome(unit, host)) {
                continue;
            }
            for (int stranger : strangers(host)) {
                steps--;
                if (units.memory(stranger) >= units.memory(unit) && units.vcpus(stranger) >= units.vcpus(unit)) {
                    continue;
                }
                board.remove(stranger);
                if (board.takes(unit, host)) {
                    tries++;
                    board.put(unit, host);
                    if (settles(stranger, depth - 1)) {
                        return true;
                    }
                    board.remove(unit);
                }
                board.put(stranger, host);
            }
        }
        return false;
    }

    /** Who is on that host and was elsewhere at first: as the board has them now, in the order of their numbers. */
    private List<Integer> strangers(int host) {
        List<Integer> strangers = new ArrayList<>();
        for (int index = 0; index < board.count(host); index++) {
            int unit = board.on(host, index);
            if (board.moved(unit) && units.movable(unit)) {
                strangers.add(unit);
            }
        }
        strangers.sort(null);
        return strangers;
    }
}
