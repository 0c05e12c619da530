package io.polyvisor.placement.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;

/**
 * Finds places for units that have none, in a ruined assignment: at home where that is open, else where the least room is left over; and
 * where there is no room, in exchange for somebody smaller, who must settle elsewhere then. Now and then a place is overlooked by chance.
 */
final class RecreationSettling {
    private static final double BLINDNESS = 0.03;

    private final MovesBoard board;
    private final MovesUnits units;
    private final RecreationLog log;
    private final SplittableRandom random;
    private final double[] size;
    private long looks;

    RecreationSettling(MovesBoard board, RecreationLog log, SplittableRandom random) {
        this.board = board;
        this.log = log;
        this.random = random;
        units = board.units();
        size = new double[units.count()];
        for (int unit = 0; unit < size.length; unit++) {
            size[unit] = share(unit);
        }
    }

    private double share(int unit) {
        int home = units.home(unit);
        return Math.max(
                units.memory(unit) / (double) Math.max(1, board.grid().memory(home)),
                units.vcpus(unit) / (double) Math.max(1, board.grid().vcpus(home)));
    }

    /** Places them anew, the big ones first, in an order that chance disturbs a little; how many places were looked at. */
    long settleAll() {
        looks = 0;
        int[] homeless = log.homeless();
        double[] order = new double[homeless.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = -size[homeless[i]] * (0.8 + 0.4 * random.nextDouble());
        }
        int taste = random.nextInt(3);
        int exchanges = homeless.length + 8;
        for (int next : sorted(order)) {
            int unit = homeless[next];
            while (unit >= 0 && !settles(unit, taste)) {
                unit = exchanges-- > 0 ? exchanged(unit) : -1;
            }
        }
        return looks;
    }

    private static int[] sorted(double[] order) {
        Integer[] numbers = new Integer[order.length];
        Arrays.setAll(numbers, number -> number);
        Arrays.sort(numbers, Comparator.comparingDouble(number -> order[number]));
        return Arrays.stream(numbers).mapToInt(Integer::intValue).toArray();
    }

    private boolean settles(int unit, int taste) {
        int home = units.home(unit);
        if (!board.closed(home) && board.takes(unit, home)) {
            log.put(unit, home);
            return true;
        }
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int host = units.openHosts(unit).nextSetBit(0);
                host >= 0;
                host = units.openHosts(unit).nextSetBit(host + 1)) {
            looks++;
            if (board.takes(unit, host)) {
                double badness = badness(unit, host, taste);
                if (badness < least && random.nextDouble() >= BLINDNESS) {
                    least = badness;
                    best = host;
                }
            }
        }
        if (best >= 0) {
            log.put(unit, best);
        }
        return best >= 0;
    }

    private double badness(int unit, int host, int taste) {
        double memory = (board.freeMemory(host) - units.memory(unit))
                / (double) Math.max(1, board.grid().memory(host));
        double vcpus = (board.freeVcpus(host) - units.vcpus(unit))
                / (double) Math.max(1, board.grid().vcpus(host));
        return switch (taste) {
            case 0 -> memory;
            case 1 -> memory + vcpus;
            default -> Math.abs(memory - vcpus) + 0.25 * (memory + vcpus);
        };
    }

    /** Puts the unit where somebody smaller leaves for it, who costs the fewest moves: that one, or -1 where there is none. */
    private int exchanged(int unit) {
        int victim = -1;
        int to = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int host = units.openHosts(unit).nextSetBit(0);
                host >= 0;
                host = units.openHosts(unit).nextSetBit(host + 1)) {
            if (board.closed(host)) {
                continue;
            }
            for (int index = 0; index < board.count(host); index++) {
                int other = board.on(host, index);
                looks++;
                if (letsIn(unit, other, host)) {
                    double cost = (board.moved(other) ? 0 : units.weight(other))
                            + 2 * size[other]
                            + 0.5 * random.nextDouble();
                    if (cost < least) {
                        least = cost;
                        victim = other;
                        to = host;
                    }
                }
            }
        }
        if (victim >= 0) {
            log.remove(victim);
            log.put(unit, to);
        }
        return victim;
    }

    private boolean letsIn(int unit, int other, int host) {
        if (size[other] >= size[unit]
                || !units.movable(other)
                || board.freeMemory(host) + units.memory(other) < units.memory(unit)
                || board.freeVcpus(host) + units.vcpus(other) < units.vcpus(unit)) {
            return false;
        }
        if (units.apart(unit).length == 0) {
            return true;
        }
        board.remove(other);
        boolean free = board.hasNoFellow(unit, host);
        board.put(other, host);
        return free;
    }
}
