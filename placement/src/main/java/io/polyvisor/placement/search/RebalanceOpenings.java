package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where no single move helps: lets a unit leave a host that is wanted, to wherever that does the least harm, and brings another one. */
final class RebalanceOpenings {
    private static final int WAYS = 8;

    private final MovesBoard board;
    private final MovesUnits units;
    private final Evenness evenness;
    private long steps;

    RebalanceOpenings(MovesBoard board, Evenness evenness, long steps) {
        this.board = board;
        this.evenness = evenness;
        this.steps = steps;
        units = board.units();
    }

    /** The best pair of moves whose second is of one of these units to one of these hosts. */
    Optional<RebalanceMove> best(List<Integer> who, List<Integer> where, int budget) {
        RebalanceMove best = RebalanceMove.single(-1, -1, evenness.score() - RebalanceSearch.LEAST_GAIN);
        for (int host : where) {
            int[] there = new int[board.count(host)];
            Arrays.setAll(there, index -> board.on(host, index));
            for (int first : there) {
                if (units.movable(first) && units.active(first)) {
                    for (int to : ways(first)) {
                        best = better(best, first, host, to, who, budget);
                    }
                }
            }
        }
        return best.unit() < 0 ? Optional.empty() : Optional.of(best);
    }

    private List<Integer> ways(int first) {
        List<Integer> found = new ArrayList<>();
        for (int to : evenness.hosts()) {
            if (to != board.place(first) && board.takes(first, to)) {
                found.add(to);
            }
        }
        steps -= evenness.hosts().size();
        found.sort(Comparator.comparingDouble(to -> evenness.scoreAfter(first, to)));
        return found.subList(0, Math.min(WAYS, found.size()));
    }

    private RebalanceMove better(RebalanceMove best, int first, int host, int to, List<Integer> who, int budget) {
        int left = budget - board.cost(first, host, to);
        if (left < 0 || steps < 0) {
            return best;
        }
        RebalanceMove found = best;
        board.move(first, to);
        evenness.update(host);
        evenness.update(to);
        for (int unit : who) {
            int from = board.place(unit);
            if (unit == first || from == host || board.cost(unit, from, host) > left) {
                continue;
            }
            double score = evenness.scoreAfter(unit, host);
            if (score < found.score() && board.takes(unit, host)) {
                found = new RebalanceMove(unit, host, first, to, score);
            }
        }
        steps -= who.size();
        board.move(first, host);
        evenness.update(host);
        evenness.update(to);
        return found;
    }
}
