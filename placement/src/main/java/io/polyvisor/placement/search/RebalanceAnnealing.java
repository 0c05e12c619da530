package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Simulated annealing on one pool: draws moves, moves for which another unit goes home, and moves of two units of which one makes room for
 * the other; those that do harm are followed too, less and less of them. So the moves that are allowed come to be spent where they help
 * most in the end, which a descent cannot foresee. Every step is one or two moves each of which finds room.
 */
final class RebalanceAnnealing {
    private static final int DRAWS_FOR_EACH_UNIT = 10_000;
    private static final int SAMPLE = 2_000;
    private static final int ROUNDS = 200;

    /** Of what a move usually does harm: how much is followed readily at first, and in the end. */
    private static final double HOTTEST = 3;

    private static final double COLDEST = 0.003;

    /** Of the score at first: for how little it is not worth while to move one guest more, as long as better ways may be found. */
    private static final double PRICE = 3e-4;

    private final MovesBoard board;
    private final MovesUnits units;
    private final Evenness evenness;
    private final SplittableRandom random;
    private final List<Integer> movable = new ArrayList<>();
    private final int[] displaced;
    private final int[] rank;
    private final double price;
    private int strangers;
    private int left;
    private double score;

    /** While the board is as at first. */
    RebalanceAnnealing(MovesBoard board, Evenness evenness, long seed) {
        this.board = board;
        this.evenness = evenness;
        units = board.units();
        random = new SplittableRandom(seed);
        displaced = new int[units.count()];
        rank = new int[units.count()];
        boolean[] inPool = new boolean[board.hosts()];
        evenness.hosts().forEach(host -> inPool[host] = true);
        for (int unit = 0; unit < units.count(); unit++) {
            if (inPool[board.place(unit)] && units.movable(unit) && units.active(unit)) {
                movable.add(unit);
            }
        }
        price = PRICE * evenness.score();
    }

    /** Leaves the better of what is and what is found on the board; displaces so many more guests and draws so often at most. */
    void anneal(int moves, long most) {
        movable.stream().filter(board::moved).forEach(this::count);
        if (movable.isEmpty() || evenness.hosts().size() < 2 || (moves <= 0 && strangers == 0)) {
            return;
        }
        left = moves;
        score = evenness.score();
        int[] before = movable.stream().mapToInt(board::place).toArray();
        double least = score;
        cool(Math.min(most, (long) DRAWS_FOR_EACH_UNIT * movable.size()) / ROUNDS);
        if (score > least - RebalanceSearch.LEAST_GAIN) {
            for (int index = 0; index < before.length; index++) {
                move(movable.get(index), before[index]);
            }
        }
        evenness.update();
    }

    private void cool(long drawsOfRound) {
        double temperature = HOTTEST * usualHarm();
        double cooling = StrictMath.pow(COLDEST / HOTTEST, 1.0 / ROUNDS);
        for (int round = 0; round < ROUNDS; round++) {
            for (long draw = 0; draw < drawsOfRound; draw++) {
                draw(temperature);
            }
            evenness.update();
            score = evenness.score();
            temperature *= cooling;
        }
    }

    /** How much a move makes the score worse that does. */
    private double usualHarm() {
        double sum = 0;
        int found = 0;
        for (int draw = 0; draw < SAMPLE; draw++) {
            int who = anyUnit();
            int to = anyHost();
            if (to != board.place(who) && board.takes(who, to)) {
                double harm = evenness.scoreAfter(who, to) - score;
                if (harm > 0) {
                    sum += harm;
                    found++;
                }
            }
        }
        return found == 0 ? score / evenness.hosts().size() : sum / found;
    }

    private int anyUnit() {
        return movable.get(random.nextInt(movable.size()));
    }

    private int anyHost() {
        return evenness.hosts().get(random.nextInt(evenness.hosts().size()));
    }

    private void draw(double temperature) {
        int who = anyUnit();
        int to = wantedHost();
        if (to == board.place(who)) {
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> single(who, to, temperature);
            case 3, 4, 5 -> pass(who, to, temperature);
            case 6 -> comeHome(temperature);
            default -> trade(who, to, temperature);
        }
    }

    /** The unit goes there, and one from there to where it was or anywhere else: whichever comes first must find room. */
    private void pass(int who, int to, double temperature) {
        int from = board.place(who);
        int other = board.count(to) == 0 ? who : board.on(to, random.nextInt(board.count(to)));
        if (other == who || !units.movable(other) || !units.active(other)) {
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> pair(other, anyHost(), who, to, temperature);
            case 1 -> pair(other, from, who, to, temperature);
            default -> pair(who, to, other, from, temperature);
        }
    }

    private void comeHome(double temperature) {
        if (strangers > 0) {
            int other = displaced[random.nextInt(strangers)];
            single(other, units.home(other), temperature);
        }
    }

    /** The unit goes there, and one that has moved goes home: the number of moves stays. */
    private void trade(int who, int to, double temperature) {
        int other = strangers == 0 ? who : displaced[random.nextInt(strangers)];
        if (other != who) {
            pair(other, units.home(other), who, to, temperature);
        }
    }

    /** Of two hosts the one with fewer guests. */
    private int wantedHost() {
        int host = anyHost();
        int other = anyHost();
        return board.activeGuests(other) < board.activeGuests(host) ? other : host;
    }

    private void single(int who, int to, double temperature) {
        if (board.cost(who, board.place(who), to) > left) {
            return;
        }
        double then = evenness.scoreAfter(who, to) + price * board.cost(who, board.place(who), to);
        if (then <= limit(temperature) && board.takes(who, to)) {
            move(who, to);
            score = evenness.score();
        }
    }

    private void pair(int first, int firstTo, int second, int secondTo, double temperature) {
        int from = board.place(first);
        int cost = board.cost(first, from, firstTo) + board.cost(second, board.place(second), secondTo);
        if (cost > left || from == firstTo || !board.takes(first, firstTo)) {
            return;
        }
        move(first, firstTo);
        double then = evenness.scoreAfter(second, secondTo) + price * cost;
        if (then <= limit(temperature) && board.takes(second, secondTo)) {
            move(second, secondTo);
            score = evenness.score();
        } else {
            move(first, from);
        }
    }

    /** The worst score that is followed this time. */
    private double limit(double temperature) {
        return score - temperature * StrictMath.log(1 - random.nextDouble());
    }

    private void move(int unit, int to) {
        int from = board.place(unit);
        if (from == to) {
            return;
        }
        left -= board.cost(unit, from, to);
        if (board.moved(unit)) {
            discount(unit);
        }
        board.move(unit, to);
        if (board.moved(unit)) {
            count(unit);
        }
        evenness.update(from);
        evenness.update(to);
    }

    private void count(int unit) {
        rank[unit] = strangers;
        displaced[strangers++] = unit;
    }

    private void discount(int unit) {
        int last = displaced[--strangers];
        displaced[rank[unit]] = last;
        rank[last] = rank[unit];
    }
}
