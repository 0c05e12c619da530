package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A bound on the moves that emptying so many hosts takes, that knows of units which fit nowhere as things are.
 *
 * <p>Who leaves its host must come to another one. Instead of demanding that, a price is put on each unit (Lagrangian relaxation): it is paid
 * once by whoever leaves, and earned by every host that takes the unit in, as if there were enough of it for all. A host that is kept then
 * earns the most by a set of newcomers that fits its free memory, and may send away some of its own to have more, each for one move and its
 * price: {@link ConsolidationRoom} says how much that is at most. Every answer, in which each unit that leaves is taken in exactly once, is
 * among the choices, and pays as many moves as it takes: what is paid is what is earned. So no answer takes fewer moves than the best
 * choice costs, whatever the prices. Processors, and who is kept apart from whom, are left out, which makes the best choice only cheaper.
 *
 * <p>Beside the price of each unit its memory and processors have one, as in {@link ConsolidationRanking}: there a host earns by each byte
 * that is free, and gets back for each unit it sends away what that pays, so both sums add up.
 *
 * <p>A host that is empty already can be used instead of one that is emptied in its place: what it would earn above that counts, too.
 *
 * <p>Prices are raised for units that are taken in too seldom and lowered for those taken in too often.
 */
final class ConsolidationPrices {
    private static final double[] FIRST = {0.25, 0.5, 1, 1.5};
    private static final double[] SHARES = {0.5, 0.4, 0.3};
    private static final double LEAST_SHARE = 0.2;
    private static final double EASE = 1e-6;
    private static final int PATIENCE = 8;

    /** Beyond that, rounding errors would add up to moves. */
    private static final double DEAREST = 100;

    private final MovesBoard start;
    private final MovesUnits units;
    private final List<Integer> up;
    private final List<Integer> candidates;
    private final ConsolidationRanking.Price linear;
    private final int hosts;
    private final ConsolidationRoom room;
    private final List<Integer> priced = new ArrayList<>();
    private final double[] gains;
    private final double[] costs;
    private final double[] pull;
    private double[] best;
    private double bound = Double.NEGATIVE_INFINITY;

    /** Of so many hosts emptied, with that price on memory and processors. */
    ConsolidationPrices(
            MovesBoard start,
            List<Integer> up,
            List<Integer> candidates,
            int hosts,
            ConsolidationRanking.Price linear) {
        this.start = start;
        this.up = up;
        this.candidates = candidates;
        this.hosts = hosts;
        this.linear = linear;
        units = start.units();
        room = new ConsolidationRoom(start, up);
        long mean = up.stream().mapToLong(start.grid()::memory).sum() / Math.max(1, up.size());
        for (int unit = 0; unit < units.count(); unit++) {
            if (units.memory(unit) > LEAST_SHARE * mean && !units.strayed(unit) && up.contains(units.home(unit))) {
                priced.add(unit);
            }
        }
        gains = new double[start.hosts()];
        costs = new double[start.hosts()];
        pull = new double[units.count()];
        best = new double[units.count()];
    }

    /** No choice of so many hosts takes fewer moves. */
    int leastMoves() {
        return (int) Math.ceil(bound - EASE);
    }

    /** What emptying that host costs, by the best prices that were found. */
    double cost(int host) {
        return costs[host];
    }

    /** Looks for prices that raise the bound, up to so many moves, which are known to do. */
    void raise(int target, long steps) {
        room.allow(steps);
        value(best);
        guess();
        climb(target);
        value(best);
    }

    private void guess() {
        long mean = up.stream().mapToLong(start.grid()::memory).sum() / Math.max(1, up.size());
        for (double share : SHARES) {
            double[] base = best.clone();
            for (double price : FIRST) {
                double[] prices = base.clone();
                priced.stream()
                        .filter(unit -> units.memory(unit) > share * mean)
                        .forEach(unit -> prices[unit] = Math.max(prices[unit], price));
                value(prices);
            }
        }
    }

    /** Follows the pull of what is missing and of what is too much, smoothed, in steps that get shorter where nothing is gained. */
    private void climb(int target) {
        double[] prices = best.clone();
        double[] smooth = new double[pull.length];
        double length = 1;
        int fruitless = 0;
        while (room.hasSteps() && length > 0.001 && leastMoves() < target) {
            double before = bound;
            double now = value(prices);
            fruitless = bound > before + 0.01 ? 0 : fruitless + 1;
            if (fruitless > PATIENCE) {
                fruitless = 0;
                length *= 0.6;
            }
            double norm = 0;
            for (int unit : priced) {
                smooth[unit] = 0.6 * smooth[unit] + 0.4 * pull[unit];
                norm += prices[unit] <= 0 && smooth[unit] < 0 ? 0 : smooth[unit] * smooth[unit];
            }
            if (norm < EASE) {
                return;
            }
            double step = length * Math.max(0.5, target - now) / norm;
            for (int unit : priced) {
                prices[unit] = Math.max(0, Math.min(DEAREST, prices[unit] + step * smooth[unit]));
            }
        }
    }

    /** The bound by these prices. */
    private double value(double[] prices) {
        room.price(prices, priced);
        Arrays.fill(pull, 0);
        double sum = -linear.slack();
        for (int host : up) {
            gains[host] = room.most(host);
            boolean candidate = start.activeGuests(host) > 0;
            sum -= candidate ? gains[host] : 0;
        }
        List<Integer> order = new ArrayList<>(candidates);
        order.forEach(host -> costs[host] = gains[host] + linear.of(host) + paid(host, prices));
        order.sort(Comparator.comparingDouble((Integer host) -> costs[host]));
        for (int host : order.subList(0, hosts)) {
            sum += costs[host];
        }
        double next = hosts < order.size() ? costs[order.get(hosts)] : Double.POSITIVE_INFINITY;
        for (int host : up) {
            sum -= start.activeGuests(host) > 0 ? 0 : Math.max(0, gains[host] + linear.of(host) - next);
        }
        tug(order);
        if (sum > bound) {
            bound = sum;
            best = prices.clone();
        }
        return sum;
    }

    private double paid(int host, double[] prices) {
        double paid = 0;
        for (int index = 0; index < start.count(host); index++) {
            paid += prices[start.on(host, index)];
        }
        return paid;
    }

    private void tug(List<Integer> order) {
        Collection<Integer> emptied = order.subList(0, hosts);
        boolean[] gone = new boolean[start.hosts()];
        for (int host : emptied) {
            gone[host] = true;
            for (int index = 0; index < start.count(host); index++) {
                pull[start.on(host, index)]++;
            }
        }
        for (int host : up) {
            if (!gone[host] && start.activeGuests(host) > 0) {
                room.choice(host, pull);
            }
        }
    }
}
