package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Evens out the load of every pool with at most so many moves. What is minimised is the sum of {@link Evenness} over all pools; a guest
 * that is displaced counts once, however often the search thinks again. The bound is what so many moves can make of the numbers of guests,
 * if all hosts had room.
 *
 * <p>Stateless.
 */
public final class Rebalancing {
    private static final double MILLION = 1e6;
    private static final long SINGLE_MOVES_ONLY = -1;

    private Rebalancing() {}

    /** Answers that question. */
    public static Answer answer(Site site, Policy policy, Question.Rebalance question, Effort effort) {
        Grid grid = new Grid(site, policy, Eligibility.of(site, policy));
        MovesCase moves = new MovesCase(site, policy, question, effort, grid);
        MovesBoard board = new MovesBoard(grid, new MovesUnits(site, grid));
        List<Evenness> pools = Evenness.ofPools(site, board);
        List<RebalanceAnnealing> annealings = pools.stream()
                .map(pool -> new RebalanceAnnealing(board, pool, effort.seed()))
                .toList();
        List<RebalanceMove> path = descend(board, searches(board, pools, 16 * effort.steps()), question.moves());
        for (int pool = 0; pool < pools.size(); pool++) {
            long draws = 4 * effort.steps() * pools.get(pool).hosts().size() / Math.max(1, board.hosts());
            annealings.get(pool).anneal(question.moves() - board.moves(), draws);
        }
        descend(board, searches(board, pools, SINGLE_MOVES_ONLY), question.moves());
        int[] places = board.assignment();
        if (!allowed(moves, places)) {
            places = lastAllowed(moves, path);
        }
        return moves.holding(places, List.of(), List.of(), List.of(bound(site, moves, places, question.moves())));
    }

    private static List<RebalanceSearch> searches(MovesBoard board, List<Evenness> pools, long steps) {
        return pools.stream()
                .map(pool -> new RebalanceSearch(board, pool, steps))
                .toList();
    }

    /** What was done to the board, in this order. */
    private static List<RebalanceMove> descend(MovesBoard board, List<RebalanceSearch> pools, int most) {
        List<RebalanceMove> path = new ArrayList<>();
        int displaced = board.moves();
        List<Optional<RebalanceMove>> next = new ArrayList<>();
        pools.forEach(pool -> next.add(Optional.empty()));
        boolean[] stale = new boolean[pools.size()];
        Arrays.fill(stale, true);
        while (true) {
            int best = -1;
            double gain = 0;
            for (int i = 0; i < pools.size(); i++) {
                if (stale[i]) {
                    next.set(i, pools.get(i).best(most - displaced));
                    stale[i] = false;
                }
                double score = pools.get(i).evenness().score();
                double saved = next.get(i).map(move -> score - move.score()).orElse(0.0);
                if (saved > gain) {
                    gain = saved;
                    best = i;
                }
            }
            if (best < 0) {
                return path;
            }
            RebalanceMove move = next.get(best).orElseThrow();
            pools.get(best).apply(move);
            displaced = board.moves();
            Arrays.fill(stale, true);
            path.add(move);
        }
    }

    private static boolean allowed(MovesCase moves, int[] places) {
        return moves.affordable(places)
                && moves.weakened(places, List.of(), List.of()).isEmpty();
    }

    /** The last state on that path that the budget allows and by which no pool becomes too weak: looked for by halves, from the end. */
    private static int[] lastAllowed(MovesCase moves, List<RebalanceMove> path) {
        for (int last = path.size(); last > 0; last /= 2) {
            int[] places = after(moves, path.subList(0, last));
            if (allowed(moves, places)) {
                return places;
            }
        }
        return moves.grid().places();
    }

    private static int[] after(MovesCase moves, List<RebalanceMove> path) {
        MovesBoard board = new MovesBoard(moves.grid(), new MovesUnits(moves.site(), moves.grid()));
        path.forEach(move -> move.apply(board));
        return board.assignment();
    }

    private static Bound bound(Site site, MovesCase moves, int[] places, int most) {
        MovesUnits units = new MovesUnits(site, moves.grid());
        MovesBoard board = new MovesBoard(moves.grid(), units);
        double least = Evenness.ofPools(site, board).stream()
                .mapToDouble(pool -> pool.least(most))
                .sum();
        for (int unit = 0; unit < units.count(); unit++) {
            board.move(unit, places[units.guests(unit)[0]]);
        }
        double score = Evenness.ofPools(site, board).stream()
                .mapToDouble(Evenness::score)
                .sum();
        long reached = Math.round(score * MILLION);
        return new Bound(
                "unevenness in millionths", reached, most == 0 ? reached : Math.min(reached, (long) (least * MILLION)));
    }
}
