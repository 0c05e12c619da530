package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Improves a choice of emptied hosts by trading: the guests of one that had many go home, and a host that has fewer is emptied instead.
 * Only who is on these two has to find another place, so a trade costs little to try.
 */
final class ConsolidationTrades {
    private static final int KICKS = 60;
    private static final int ATTEMPTS = 40;
    private static final int SLACK = 4;

    private final MovesBoard start;
    private final List<Integer> candidates;
    private final Set<Integer> emptied;
    private final int least;
    private final Set<Set<Integer>> seen = new HashSet<>();
    private MovesBoard now;
    private MovesBoard best;
    private final SplittableRandom random = new SplittableRandom(1);
    private long steps;

    /** From that assignment, in which these hosts of the candidates are empty; {@code least} moves cannot be gone below. */
    ConsolidationTrades(
            MovesBoard start, MovesBoard found, List<Integer> candidates, Set<Integer> emptied, int least, long steps) {
        this.start = start;
        this.candidates = List.copyOf(candidates);
        this.emptied = new LinkedHashSet<>(emptied);
        this.least = least;
        this.steps = steps;
        now = found;
        best = found;
        seen.add(Set.copyOf(emptied));
    }

    /** The assignment with the fewest moves that was found. */
    MovesBoard improved() {
        descend();
        for (int kick = 0; kick < KICKS && steps > 0 && best.moves() > least; kick++) {
            if (tradeAnyOne()) {
                descend();
            }
        }
        return best;
    }

    private void descend() {
        boolean traded = true;
        while (traded && steps > 0 && best.moves() > least) {
            traded = tradeOne(1) || tradeOne(0);
            best = now.moves() < best.moves() ? now : best;
        }
    }

    /** A trade that may cost a little: out of a place where no single trade helps any more. */
    private boolean tradeAnyOne() {
        for (int attempt = 0; attempt < ATTEMPTS && steps > 0; attempt++) {
            List<Integer> from = byGuests(List.copyOf(emptied), true);
            int out = from.get(random.nextInt(from.size()));
            int in = candidates.get(random.nextInt(candidates.size()));
            if (isNew(out, in) && start.guests(in) <= start.guests(out) + 2) {
                Optional<MovesBoard> traded = traded(out, in, best.moves() + SLACK);
                if (traded.isPresent()) {
                    accept(traded.get(), out, in);
                    return true;
                }
            }
        }
        return false;
    }

    private void accept(MovesBoard traded, int out, int in) {
        now = traded;
        emptied.remove(out);
        emptied.add(in);
        seen.add(Set.copyOf(emptied));
    }

    /** Takes the first trade that saves so many moves; none that leads where it was before. */
    private boolean tradeOne(int saving) {
        for (int out : byGuests(List.copyOf(emptied), true)) {
            for (int in : byGuests(candidates, false)) {
                if (start.guests(in) > start.guests(out) - saving || steps <= 0) {
                    break;
                }
                if (isNew(out, in)) {
                    Optional<MovesBoard> traded = traded(out, in, now.moves() - saving);
                    if (traded.isPresent()) {
                        accept(traded.get(), out, in);
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean isNew(int out, int in) {
        if (emptied.contains(in)) {
            return false;
        }
        Set<Integer> after = new HashSet<>(emptied);
        after.remove(out);
        after.add(in);
        return !seen.contains(after);
    }

    private List<Integer> byGuests(List<Integer> hosts, boolean mostFirst) {
        Comparator<Integer> fewest = Comparator.comparingInt(start::guests);
        List<Integer> sorted = new ArrayList<>(hosts);
        sorted.sort((mostFirst ? fewest.reversed() : fewest).thenComparing(host -> host));
        return sorted;
    }

    private Optional<MovesBoard> traded(int out, int in, int most) {
        for (MovesInsertion.Taste taste : List.of(MovesInsertion.Taste.TIGHT, MovesInsertion.Taste.BALANCED)) {
            MovesBoard board = new MovesBoard(now);
            board.reopen(out);
            for (int index = 0; index < start.count(out); index++) {
                board.move(start.on(out, index), out);
            }
            board.close(in);
            List<Integer> homeless = new ArrayList<>();
            while (board.count(in) > 0) {
                homeless.add(board.on(in, 0));
                board.remove(board.on(in, 0));
            }
            long allowed = Math.min(steps, 2_000_000L + 20_000L * board.hosts());
            MovesInsertion insertion = new MovesInsertion(board, taste, allowed);
            boolean placed = insertion.insertAll(homeless) < 0;
            steps -= allowed - Math.max(0, insertion.steps());
            if (placed) {
                MovesHomecoming homecoming = new MovesHomecoming(board, Math.min(steps, allowed));
                homecoming.bringHome();
                steps -= Math.min(steps, allowed) - Math.max(0, homecoming.steps());
                if (board.moves() <= most) {
                    return Optional.of(board);
                }
            }
        }
        return Optional.empty();
    }
}
