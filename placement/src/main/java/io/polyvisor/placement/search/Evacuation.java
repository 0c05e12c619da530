package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One evacuation: by rule of thumb first, exactly where that is not the best already. */
final class Evacuation {
    private final MovesCase moves;
    private final MovesUnits units;
    private final EvacuationShortage shortages;
    private final int host;
    private final List<Integer> running = new ArrayList<>();
    private final List<Integer> resting = new ArrayList<>();
    private boolean refusedByGuard;
    private Constraint guard = Constraint.FAILOVER;

    Evacuation(Site site, Policy policy, Question.Evacuate question, Effort effort) {
        Eligibility eligibility = Eligibility.of(site, policy);
        Grid grid = new Grid(site, policy, eligibility);
        moves = new MovesCase(site, policy, question, effort, grid);
        units = new MovesUnits(site, grid);
        host = grid.numberOf(question.host());
        shortages = new EvacuationShortage(site, eligibility, new MovesBoard(grid, units), host);
        for (int unit = 0; unit < units.count(); unit++) {
            if (units.home(unit) == host) {
                if (units.active(unit)) {
                    running.add(unit);
                } else if (units.movable(unit)) {
                    resting.add(unit);
                }
            }
        }
    }

    Answer answer() {
        Optional<Shortage> hopeless = shortages.hopeless(running);
        if (hopeless.isPresent()) {
            return moves.refusing(!units.anyStrayed(), leaving(), hopeless.get());
        }
        List<Integer> all = new ArrayList<>(running);
        all.addAll(resting);
        Optional<Answer> answer = solve(all);
        if (answer.isEmpty() && !resting.isEmpty()) {
            answer = solveWithoutAll();
        }
        return answer.orElseGet(this::refuse);
    }

    /** Those that run must leave; of those that rest, one after the other leaves if it can. */
    private Optional<Answer> solveWithoutAll() {
        Optional<Answer> answer = solve(running);
        List<Integer> leaving = new ArrayList<>(running);
        for (int unit : answer.isPresent() ? resting : List.<Integer>of()) {
            leaving.add(unit);
            Optional<Answer> more = solve(leaving);
            if (more.isPresent()) {
                answer = more;
            } else {
                leaving.remove(Integer.valueOf(unit));
            }
        }
        return answer;
    }

    private Answer refuse() {
        if (refusedByGuard) {
            return moves.refusing(false, leaving(), shortages.guarded(running, guard));
        }
        EvacuationSearch search =
                new EvacuationSearch(emptied(running), moves.effort().steps());
        boolean none = search.place(running, weight(running), Integer.MAX_VALUE) == EvacuationSearch.Outcome.NONE;
        return moves.refusing(none && !units.anyStrayed(), leaving(), shortages.crowded(running));
    }

    private Set<String> leaving() {
        Set<String> names = new TreeSet<>();
        for (int unit : running) {
            for (int guest : units.guests(unit)) {
                names.add(moves.grid().guest(guest));
            }
        }
        return names;
    }

    private Optional<Answer> solve(List<Integer> homeless) {
        int least = weight(homeless);
        Optional<MovesBoard> best = Optional.empty();
        for (MovesInsertion.Taste taste : MovesInsertion.Taste.values()) {
            MovesBoard board = emptied(homeless);
            MovesInsertion insertion =
                    new MovesInsertion(board, taste, moves.effort().steps());
            boolean better = insertion.insertAll(homeless) < 0
                    && board.moves() < best.map(MovesBoard::moves).orElse(Integer.MAX_VALUE);
            if (better && allowed(board)) {
                best = Optional.of(board);
            }
        }
        int reached = best.map(MovesBoard::moves).orElse(Integer.MAX_VALUE);
        if (reached == least) {
            return best.map(board -> hold(board, least));
        }
        return exactly(homeless, best, least, reached);
    }

    private Optional<Answer> exactly(List<Integer> homeless, Optional<MovesBoard> best, int least, int reached) {
        MovesBoard board = emptied(homeless);
        EvacuationSearch search = new EvacuationSearch(board, moves.effort().steps());
        EvacuationSearch.Outcome outcome = search.place(homeless, least, reached);
        if (outcome == EvacuationSearch.Outcome.FOUND && allowed(board)) {
            return Optional.of(hold(board, triedEverything() ? board.moves() : least));
        }
        boolean known = outcome == EvacuationSearch.Outcome.GAVE_UP && triedEverything();
        return best.map(found -> hold(found, known ? Math.min(search.least(), reached) : least));
    }

    private boolean triedEverything() {
        return !refusedByGuard && !units.anyStrayed();
    }

    /** Whether every pool stays as strong as it was, and the budget is kept. */
    private boolean allowed(MovesBoard board) {
        int[] places = board.assignment();
        boolean affordable = moves.affordable(places);
        boolean strong =
                affordable && moves.weakened(places, List.of(), List.of()).isEmpty();
        if (!affordable || !strong) {
            refusedByGuard = true;
            guard = affordable ? Constraint.FAILOVER : Constraint.BUDGET;
        }
        return affordable && strong;
    }

    private Answer hold(MovesBoard board, int least) {
        List<HostKey> released = board.count(host) == 0 ? List.of(moves.grid().host(host)) : List.of();
        return moves.holding(
                board.assignment(), released, List.of(), List.of(new Bound("moves", board.moves(), least)));
    }

    private MovesBoard emptied(Collection<Integer> homeless) {
        MovesBoard board = new MovesBoard(moves.grid(), units);
        board.close(host);
        homeless.forEach(board::remove);
        return board;
    }

    private int weight(List<Integer> homeless) {
        return homeless.stream().mapToInt(units::weight).sum();
    }
}
