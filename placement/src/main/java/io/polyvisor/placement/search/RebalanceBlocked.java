package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The moves that would help most if there were room, and the pairs of moves of which the first makes it. */
final class RebalanceBlocked {
    private static final int MOST = 24;
    private static final Comparator<RebalanceMove> MOST_WANTED_FIRST = Comparator.comparingDouble(RebalanceMove::score)
            .thenComparingInt(RebalanceMove::unit)
            .thenComparingInt(RebalanceMove::to);

    private final MovesBoard board;
    private final Evenness evenness;
    private final List<RebalanceMove> wanted = new ArrayList<>();
    private long steps;

    RebalanceBlocked(MovesBoard board, Evenness evenness, long steps) {
        this.board = board;
        this.evenness = evenness;
        this.steps = steps;
    }

    boolean mayStillLook() {
        return steps >= 0;
    }

    void forget() {
        wanted.clear();
    }

    /** The score that a move must better to be kept, where it must better that one anyway. */
    double worst(double otherwise) {
        return wanted.size() < MOST
                ? otherwise
                : wanted.stream().mapToDouble(RebalanceMove::score).sorted().toArray()[MOST - 1];
    }

    /** Keeps the most wanted ones, if that one is blocked for want of room or for a fellow; the score that the next must better. */
    double remember(RebalanceMove move, double worst) {
        if (!board.mayCome(move.unit(), move.to()) || board.takes(move.unit(), move.to())) {
            return worst;
        }
        wanted.add(move);
        if (wanted.size() < 2 * MOST) {
            return worst;
        }
        wanted.sort(MOST_WANTED_FIRST);
        wanted.subList(MOST, wanted.size()).clear();
        return wanted.get(MOST - 1).score();
    }

    /** The best pair for one of them that displaces at most that many more guests. */
    Optional<RebalanceMove> bestPair(int budget) {
        RebalanceMove best = RebalanceMove.single(-1, -1, evenness.score() - RebalanceSearch.LEAST_GAIN);
        wanted.sort(MOST_WANTED_FIRST);
        for (RebalanceMove move : wanted.subList(0, Math.min(MOST, wanted.size()))) {
            for (int index = 0; index < board.count(move.to()); index++) {
                int first = board.on(move.to(), index);
                if (board.units().movable(first) && frees(first, move)) {
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
        evenness.update(from);
        evenness.update(host);
        for (int to : evenness.hosts()) {
            steps--;
            if (to == host || board.cost(first, host, to) + board.cost(move.unit(), from, host) > budget) {
                continue;
            }
            double score = evenness.scoreAfter(first, to);
            if (score < found.score() && board.takes(first, to)) {
                found = new RebalanceMove(move.unit(), host, first, to, score);
            }
        }
        board.move(move.unit(), from);
        evenness.update(from);
        evenness.update(host);
        return found;
    }
}
