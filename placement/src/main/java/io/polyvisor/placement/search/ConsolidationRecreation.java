package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Improves an assignment in which hosts are emptied, by ruin and recreate: a few hosts lose all who came to them, and get back for the
 * asking all who left them; sometimes one that was emptied takes its guests back, and another one is emptied instead. All who have no
 * place then are placed anew, the big ones first, in an order that chance disturbs a little. What comes out is kept when it is hardly
 * worse than what was before, the more seldom the worse it is and the longer it goes on (simulated annealing). Units may be without a
 * place on the way, at a price.
 */
final class ConsolidationRecreation {
    private static final int ABSENT = 2;
    private static final double HOT = 3;
    private static final double WARM = 1;
    private static final int MOST_RUINED = 6;
    private static final int OTHERS = 30;
    private static final double TRADES = 0.15;

    private final MovesBoard start;
    private final MovesBoard board;
    private final MovesUnits units;
    private final List<Integer> byCost;
    private final int[] emptied;
    private final int least;
    private final SplittableRandom random;
    private final long allowed;
    private final RecreationLog log;
    private final RecreationSettling settling;
    private final double hottest;
    private long steps;
    private int bestMoves;
    private int nowValue;
    private Optional<MovesBoard> best;

    /** From that assignment, in which the candidates that are emptied are closed; {@code least} moves cannot be gone below. */
    ConsolidationRecreation(
            MovesBoard start,
            MovesBoard found,
            List<Integer> candidates,
            ToDoubleFunction<Integer> cost,
            int least,
            long seed,
            long steps) {
        this.start = start;
        this.least = least;
        this.steps = steps;
        emptied = candidates.stream()
                .filter(found::closed)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        allowed = steps;
        board = new MovesBoard(found);
        units = start.units();
        random = new SplittableRandom(seed);
        byCost = new ArrayList<>(candidates);
        byCost.sort(Comparator.comparingDouble(cost).thenComparing(host -> host));
        log = new RecreationLog(board);
        settling = new RecreationSettling(board, log, random);
        nowValue = value();
        bestMoves = log.absent() == 0 ? nowValue : Integer.MAX_VALUE;
        hottest = log.absent() == 0 ? WARM : HOT;
        best = log.absent() == 0 ? Optional.of(found) : Optional.empty();
    }

    /** The assignment with the fewest moves that was found; none where somebody has no place in all of them. */
    Optional<MovesBoard> improved() {
        while (steps > 0 && bestMoves > least) {
            steps -= 10;
            log.begin();
            int[] trade = random.nextDouble() < TRADES ? trade() : new int[0];
            ruin();
            steps -= settling.settleAll();
            judge(trade);
        }
        return best;
    }

    private int value() {
        return log.moves() + ABSENT * log.absent();
    }

    private void judge(int[] trade) {
        int value = value();
        double left = (double) Math.max(0, steps) / allowed;
        double heat = hottest * left * left;
        if (value > nowValue - heat * StrictMath.log(1 - random.nextDouble())) {
            log.undo();
            if (trade.length > 0) {
                emptied[trade[0]] = trade[1];
                board.close(trade[1]);
                board.reopen(trade[2]);
            }
            return;
        }
        nowValue = value;
        if (log.absent() == 0 && value < bestMoves) {
            bestMoves = value;
            best = Optional.of(new MovesBoard(board));
        }
    }

    /** Which of the emptied was traded, and the two hosts; nothing where chance did not find two. */
    private int[] trade() {
        int index = emptiedByCost(chance(emptied.length));
        int out = emptied[index];
        int in = keptByCost(chance(OTHERS));
        if (in < 0) {
            return new int[0];
        }
        board.reopen(out);
        for (int each = 0; each < start.count(out); each++) {
            log.remove(start.on(out, each));
        }
        board.close(in);
        while (board.count(in) > 0) {
            log.remove(board.on(in, 0));
        }
        emptied[index] = in;
        return new int[] {index, out, in};
    }

    /** A number below that, rather a small one. */
    private int chance(int below) {
        double chance = random.nextDouble();
        return (int) (below * chance * chance);
    }

    /** Where among the emptied the one is that costs the most but for so many. */
    private int emptiedByCost(int rank) {
        int left = rank;
        for (int index = byCost.size() - 1; index >= 0; index--) {
            int host = byCost.get(index);
            if (board.closed(host) && left-- == 0) {
                return IntStream.range(0, emptied.length)
                        .filter(each -> emptied[each] == host)
                        .findFirst()
                        .orElseThrow();
            }
        }
        throw new IllegalStateException("fewer hosts are emptied than that");
    }

    /** The host that is kept and would cost the least but for so many; -1 where there are fewer. */
    private int keptByCost(int rank) {
        int left = rank;
        for (int host : byCost) {
            if (!board.closed(host) && left-- == 0) {
                return host;
            }
        }
        return -1;
    }

    private void ruin() {
        int hosts = 1 + random.nextInt(MOST_RUINED);
        for (int i = 0; i < hosts; i++) {
            int host = random.nextInt(board.hosts());
            for (int attempt = 0; attempt < 20; attempt++) {
                int unit = random.nextInt(units.count());
                if (board.moved(unit)) {
                    host = random.nextInt(3) == 0 || board.place(unit) < 0 ? units.home(unit) : board.place(unit);
                    break;
                }
            }
            if (!board.closed(host)) {
                clear(host);
            }
        }
    }

    private void clear(int host) {
        for (int index = board.count(host) - 1; index >= 0; index--) {
            int unit = board.on(host, index);
            if (board.moved(unit)) {
                log.remove(unit);
            }
        }
        for (int index = 0; index < start.count(host); index++) {
            int unit = start.on(host, index);
            if (board.moved(unit)) {
                log.remove(unit);
            }
        }
    }
}
