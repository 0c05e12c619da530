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
 * that is displaced counts once, however often the search thinks again. The bound is what the number of guests on so many hosts allows.
 *
 * <p>Stateless.
 */
public final class Rebalancing {
    private static final double MILLION = 1e6;

    private Rebalancing() {}

    /** Answers that question. */
    public static Answer answer(Site site, Policy policy, Question.Rebalance question, Effort effort) {
        Grid grid = new Grid(site, policy, Eligibility.of(site, policy));
        MovesCase moves = new MovesCase(site, policy, question, effort, grid);
        MovesBoard board = new MovesBoard(grid, new MovesUnits(site, grid));
        List<RebalanceSearch> pools = new ArrayList<>();
        for (String pool : site.pools().keySet().stream().sorted().toList()) {
            pools.add(new RebalanceSearch(board, new Evenness(site, board, pool), 16 * effort.steps()));
        }
        List<int[]> states = descend(board, pools, question.moves());
        int[] places = lastAllowed(moves, states);
        return moves.holding(places, List.of(), List.of(), List.of(bound(site, moves, places, question.moves())));
    }

    /** Everybody's places after each step, from the first. */
    private static List<int[]> descend(MovesBoard board, List<RebalanceSearch> pools, int most) {
        List<int[]> states = new ArrayList<>();
        states.add(board.assignment());
        int displaced = 0;
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
                return states;
            }
            pools.get(best).apply(next.get(best).orElseThrow());
            displaced = board.moves();
            Arrays.fill(stale, true);
            states.add(board.assignment());
        }
    }

    /** The last state that the budget allows and by which no pool becomes too weak: looked for by halves, from the end. */
    private static int[] lastAllowed(MovesCase moves, List<int[]> states) {
        for (int last = states.size() - 1; last > 0; last /= 2) {
            int[] places = states.get(last);
            if (moves.affordable(places)
                    && moves.weakened(places, List.of(), List.of()).isEmpty()) {
                return places;
            }
        }
        return states.get(0);
    }

    private static Bound bound(Site site, MovesCase moves, int[] places, int most) {
        MovesUnits units = new MovesUnits(site, moves.grid());
        MovesBoard board = new MovesBoard(moves.grid(), units);
        for (int unit = 0; unit < units.count(); unit++) {
            board.move(unit, places[units.guests(unit)[0]]);
        }
        double score = 0;
        double least = 0;
        for (String pool : site.pools().keySet().stream().sorted().toList()) {
            Evenness evenness = new Evenness(site, board, pool);
            score += evenness.score();
            least += evenness.least();
        }
        long reached = Math.round(score * MILLION);
        return new Bound(
                "unevenness in millionths", reached, most == 0 ? reached : Math.min(reached, (long) (least * MILLION)));
    }
}
