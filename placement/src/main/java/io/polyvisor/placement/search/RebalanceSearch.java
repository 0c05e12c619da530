package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Steepest descent on one pool: the move that helps most, or the pair of moves of which the first makes room for the second, where that
 * helps more for each move. In big pools the hosts that
 * promised most at the last look are looked at again first.
 */
final class RebalanceSearch {
    private static final long SMALL = 500_000;
    private static final int SHORTLIST = 10;
    static final double LEAST_GAIN = 1e-9;
    private static final double[][] PROFILES = {{1, 1}, {4, 2}, {16, 4}, {64, 8}, {16, 16}};
    private static final double GIB = 1L << 30;

    private final MovesBoard board;
    private final MovesUnits units;
    private final Evenness evenness;
    private final List<Integer> movable = new ArrayList<>();
    private final RebalanceBlocked blocked;
    private final RebalanceOpenings openings;
    private final PriorityQueue<Promise> promises = new PriorityQueue<>();
    private final boolean small;

    RebalanceSearch(MovesBoard board, Evenness evenness, long steps) {
        this.board = board;
        this.evenness = evenness;
        units = board.units();
        boolean[] inPool = new boolean[board.hosts()];
        evenness.hosts().forEach(host -> inPool[host] = true);
        for (int unit = 0; unit < units.count(); unit++) {
            if (inPool[units.home(unit)] && units.movable(unit) && units.active(unit)) {
                movable.add(unit);
            }
        }
        blocked = new RebalanceBlocked(board, evenness, steps);
        openings = new RebalanceOpenings(board, evenness, 4 * steps);
        small = (long) movable.size() * evenness.hosts().size() <= SMALL;
    }

    Evenness evenness() {
        return evenness;
    }

    /** The best next move or pair of moves that displaces at most that many more guests; empty at a local optimum. */
    Optional<RebalanceMove> best(int budget) {
        Optional<RebalanceMove> remembered = small ? Optional.empty() : remembered(budget);
        if (remembered.isPresent()) {
            return remembered;
        }
        double now = evenness.score();
        Optional<RebalanceMove> single = scan(budget);
        if (budget < 2 || !blocked.mayStillLook() || !(small || single.isEmpty())) {
            return single;
        }
        Optional<RebalanceMove> pair = blocked.bestPair(budget);
        if (pair.isEmpty() && single.isEmpty()) {
            return openings.best(leaving(), coming(), budget);
        }
        if (pair.isEmpty() || single.isEmpty()) {
            return single.or(() -> pair);
        }
        return now - pair.get().score() > 2 * (now - single.get().score()) ? pair : single;
    }

    /**
     * In a big pool: the best move away from the host that promised most, looked for again; where it has become less than what the next
     * one promised, that one's turn comes.
     */
    private Optional<RebalanceMove> remembered(int budget) {
        evenness.slope();
        int[] where = mostWantedFirst();
        while (!promises.isEmpty()) {
            Promise top = promises.poll();
            double now = evenness.score();
            RebalanceMove nothing = RebalanceMove.single(-1, -1, now - LEAST_GAIN);
            RebalanceMove move = scanFrom(top.host(), where, nothing, budget, false);
            double gain = now - move.score();
            if (move.unit() >= 0
                    && (promises.isEmpty() || gain >= promises.peek().gain())) {
                promises.add(new Promise(top.host(), gain));
                return Optional.of(move);
            }
            if (move.unit() >= 0) {
                promises.add(new Promise(top.host(), gain));
            }
        }
        return Optional.empty();
    }

    /** What a move away from a host was good for when it was looked for last. */
    private record Promise(int host, double gain) implements Comparable<Promise> {
        @Override
        public int compareTo(Promise other) {
            return gain == other.gain ? Integer.compare(host, other.host) : Double.compare(other.gain, gain);
        }
    }

    private List<Integer> leaving() {
        List<Integer> found = new ArrayList<>();
        for (int host : shortlist(-1)) {
            for (int index = 0; index < board.count(host); index++) {
                int unit = board.on(host, index);
                if (units.movable(unit) && units.active(unit)) {
                    found.add(unit);
                }
            }
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private List<Integer> coming() {
        return shortlist(1).stream().sorted().toList();
    }

    private Set<Integer> shortlist(int sign) {
        Set<Integer> found = new LinkedHashSet<>();
        for (double[] profile : PROFILES) {
            evenness.hosts().stream()
                    .sorted(Comparator.comparingDouble(
                            host -> sign * evenness.slope(host, profile[0] * GIB, profile[1])))
                    .limit(SHORTLIST)
                    .forEach(found::add);
        }
        return found;
    }

    private int[] mostWantedFirst() {
        double[] slopes = new double[board.hosts()];
        evenness.hosts().forEach(host -> slopes[host] = evenness.slope(host, 4 * GIB, 2));
        return evenness.hosts().stream()
                .sorted(Comparator.comparingDouble(host -> slopes[host]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private Optional<RebalanceMove> scan(int budget) {
        double now = evenness.score();
        evenness.slope();
        int[] where = mostWantedFirst();
        RebalanceMove nothing = RebalanceMove.single(-1, -1, now - LEAST_GAIN);
        RebalanceMove best = nothing;
        promises.clear();
        blocked.forget();
        for (int host : evenness.hosts()) {
            RebalanceMove move = scanFrom(host, where, small ? best : nothing, budget, blocked.mayStillLook());
            best = move.score() < best.score() ? move : best;
            if (!small && move.unit() >= 0) {
                promises.add(new Promise(host, now - move.score()));
            }
        }
        return best.unit() < 0 ? Optional.empty() : Optional.of(best);
    }

    /** The best move of a unit of that host, if better than that; moves are passed over whose slope says that they cannot be. */
    private RebalanceMove scanFrom(int host, int[] where, RebalanceMove least, int budget, boolean collect) {
        double now = evenness.score();
        double worstBlocked = collect ? blocked.worst(now - LEAST_GAIN) : Double.NEGATIVE_INFINITY;
        RebalanceMove best = least;
        for (int index = 0; index < board.count(host); index++) {
            int unit = board.on(host, index);
            if (!units.movable(unit) || !units.active(unit)) {
                continue;
            }
            double leaving = now + evenness.slopeOfLeaving(unit);
            for (int to : where) {
                if (leaving + evenness.slopeOfComing(unit, to) >= Math.max(best.score(), worstBlocked) || to == host) {
                    continue;
                }
                double score = evenness.scoreAfter(unit, to);
                if (score < best.score() && cost(unit, to) <= budget && board.takes(unit, to)) {
                    best = RebalanceMove.single(unit, to, score);
                } else if (score < worstBlocked) {
                    worstBlocked = blocked.remember(RebalanceMove.single(unit, to, score), worstBlocked);
                }
            }
        }
        return best;
    }

    /** How many more guests are elsewhere than at first, once that unit has moved there. */
    private int cost(int unit, int to) {
        return board.cost(unit, board.place(unit), to);
    }

    void apply(RebalanceMove move) {
        move.apply(board);
        evenness.update();
        if (!small) {
            promise(move.to());
            if (move.isPair()) {
                promise(move.firstTo());
            }
        }
    }

    /** Whoever is on a host where somebody came may want to leave it more than before. */
    private void promise(int host) {
        promises.removeIf(promise -> promise.host() == host);
        promises.add(new Promise(host, Double.MAX_VALUE));
    }
}
