package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Steepest descent on one pool: the move that helps most, or the pair of moves of which the first makes room for the second, where that
 * helps more for each move. In big pools a shortlist of hosts is looked at, and all of them only where that yields nothing more.
 */
final class RebalanceSearch {
    private static final long SMALL = 500_000;
    private static final int SHORTLIST = 10;
    private static final int BLOCKED = 24;
    private static final double LEAST_GAIN = 1e-9;
    private static final double[][] PROFILES = {{1, 1}, {4, 2}, {16, 4}, {64, 8}, {16, 16}};
    private static final double GIB = 1L << 30;

    private final MovesBoard board;
    private final MovesUnits units;
    private final Evenness evenness;
    private final List<Integer> movable = new ArrayList<>();
    private final boolean small;
    private long steps;

    RebalanceSearch(MovesBoard board, Evenness evenness, long steps) {
        this.board = board;
        this.evenness = evenness;
        this.steps = steps;
        units = board.units();
        boolean[] inPool = new boolean[board.hosts()];
        evenness.hosts().forEach(host -> inPool[host] = true);
        for (int unit = 0; unit < units.count(); unit++) {
            if (inPool[units.home(unit)] && units.movable(unit) && units.active(unit)) {
                movable.add(unit);
            }
        }
        small = (long) movable.size() * evenness.hosts().size() <= SMALL;
    }

    Evenness evenness() {
        return evenness;
    }

    /** The best next move or pair of moves that displaces at most that many more guests; empty at a local optimum. */
    Optional<RebalanceMove> best(int budget) {
        double now = evenness.score();
        List<RebalanceMove> blocked = new ArrayList<>();
        Optional<RebalanceMove> single = small
                ? scan(movable, evenness.hosts(), budget, blocked)
                : scan(leaving(), coming(), budget, blocked).or(() -> scan(movable, evenness.hosts(), budget, blocked));
        if (budget < 2 || steps < 0 || !(small || single.isEmpty())) {
            return single;
        }
        Optional<RebalanceMove> pair = pair(blocked, budget);
        if (pair.isEmpty() || single.isEmpty()) {
            return single.or(() -> pair);
        }
        return now - pair.get().score() > 2 * (now - single.get().score()) ? pair : single;
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
                            host -> sign * evenness.pressure(host, profile[0] * GIB, profile[1])))
                    .limit(SHORTLIST)
                    .forEach(found::add);
        }
        return found;
    }

    private Optional<RebalanceMove> scan(
            List<Integer> who, List<Integer> where, int budget, List<RebalanceMove> blocked) {
        double now = evenness.score();
        double least = now - LEAST_GAIN;
        int best = -1;
        int bestTo = -1;
        blocked.clear();
        double worstBlocked = least;
        for (int unit : who) {
            for (int to : where) {
                if (to == board.place(unit)) {
                    continue;
                }
                double score = evenness.scoreAfter(unit, to);
                if (score < least && cost(unit, to) <= budget && board.takes(unit, to)) {
                    least = score;
                    best = unit;
                    bestTo = to;
                } else if (score < worstBlocked && mightBeLetIn(unit, to)) {
                    worstBlocked = remember(blocked, RebalanceMove.single(unit, to, score), worstBlocked);
                }
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(RebalanceMove.single(best, bestTo, least));
    }

    private boolean mightBeLetIn(int unit, int to) {
        return board.mayCome(unit, to) && !board.takes(unit, to);
    }

    /** Keeps the most wanted ones; the score that the next must better. */
    private static double remember(List<RebalanceMove> blocked, RebalanceMove move, double worst) {
        blocked.add(move);
        if (blocked.size() < 2 * BLOCKED) {
            return worst;
        }
        blocked.sort(Comparator.comparingDouble(RebalanceMove::score)
                .thenComparingInt(RebalanceMove::unit)
                .thenComparingInt(RebalanceMove::to));
        blocked.subList(BLOCKED, blocked.size()).clear();
        return blocked.get(BLOCKED - 1).score();
    }

    /** How many more guests are elsewhere than at first, once that unit has moved there. */
    int cost(int unit, int to) {
        int before = board.moved(unit) ? units.weight(unit) : 0;
        int after = to == units.home(unit) ? 0 : units.weight(unit);
        return after - before;
    }

    private Optional<RebalanceMove> pair(List<RebalanceMove> blocked, int budget) {
        RebalanceMove best = RebalanceMove.single(-1, -1, evenness.score() - LEAST_GAIN);
        List<RebalanceMove> wanted = new ArrayList<>(blocked);
        wanted.sort(Comparator.comparingDouble(RebalanceMove::score)
                .thenComparingInt(RebalanceMove::unit)
                .thenComparingInt(RebalanceMove::to));
        for (RebalanceMove move : wanted.subList(0, Math.min(BLOCKED, wanted.size()))) {
            for (int index = 0; index < board.count(move.to()); index++) {
                int first = board.on(move.to(), index);
                if (units.movable(first) && frees(first, move)) {
                    best = better(best, move, first, budget);
                }
            }
        }
        return best.unit() < 0 ? Optional.empty() : Optional.of(best);
    }

    private boolean frees(int first, RebalanceMove move) {
        int host = move.to();
        board.remove(first);
        boolean frees = board.takes(move.unit(), host);
        board.put(first, host);
        return frees;
    }

    private RebalanceMove better(RebalanceMove best, RebalanceMove move, int first, int budget) {
        int from = board.place(move.unit());
        int host = move.to();
        RebalanceMove found = best;
        board.remove(first);
        board.move(move.unit(), host);
        board.put(first, host);
        evenness.update();
        for (int to : evenness.hosts()) {
            steps--;
            if (to == host || cost(first, to) + pending(move, from) > budget) {
                continue;
            }
            double score = evenness.scoreAfter(first, to);
            if (score < found.score() && board.takes(first, to)) {
                found = new RebalanceMove(move.unit(), host, first, to, score);
            }
        }
        board.move(move.unit(), from);
        evenness.update();
        return found;
    }

    private int pending(RebalanceMove move, int from) {
        int before = from == units.home(move.unit()) ? 0 : units.weight(move.unit());
        int after = move.to() == units.home(move.unit()) ? 0 : units.weight(move.unit());
        return after - before;
    }

    void apply(RebalanceMove move) {
        if (move.isPair()) {
            board.move(move.first(), move.firstTo());
        }
        board.move(move.unit(), move.to());
        evenness.update();
    }
}
