package io.polyvisor.placement.search;

import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** One pool whose hosts are to be emptied: the least populated first, others instead where those cannot be. */
final class ConsolidationPool {
    private static final int EXCHANGES = 24;
    private static final int LOOKS = 6;
    private static final int RECREATING = 60;
    private static final int MANY = 1_000;

    /** So many, and there is none once more. */
    private static final int SEARCHES = 2;

    /** Hundredths of the bound that are worth no second search. */
    private static final int ENOUGH = 105;

    private static final int PRICES = 100;

    private final MovesBoard start;
    private final MovesUnits units;
    private final long steps;
    private final List<Integer> up = new ArrayList<>();
    private final List<Integer> candidates = new ArrayList<>();
    private final Map<Integer, Optional<MovesBoard>> known = new HashMap<>();
    private final Map<Integer, Integer> least = new HashMap<>();
    private final int used;
    private int searches;
    private final ConsolidationRanking ranking;

    ConsolidationPool(Site site, MovesBoard start, String pool, long steps) {
        this.start = start;
        this.steps = steps;
        units = start.units();
        for (int host = 0; host < start.hosts(); host++) {
            if (site.host(start.grid().host(host)).pool().equals(pool)
                    && site.host(start.grid().host(host)).state() == HostState.UP) {
                up.add(host);
                if (steps > 0 && start.activeGuests(host) > 0 && movable(host)) {
                    candidates.add(host);
                }
            }
        }
        used = Math.toIntExact(
                up.stream().filter(host -> start.activeGuests(host) > 0).count());
        candidates.sort(Comparator.comparingInt(this::guests)
                .thenComparingDouble(host -> -free(host))
                .thenComparingInt(host -> host));
        ranking = new ConsolidationRanking(start, up, candidates);
    }

    private boolean movable(int host) {
        return IntStream.range(0, start.count(host)).allMatch(index -> units.movable(start.on(host, index)));
    }

    private double free(int host) {
        return start.freeMemory(host) / (double) Math.max(1, start.grid().memory(host))
                + start.freeVcpus(host) / (double) Math.max(1, start.grid().vcpus(host));
    }

    private int guests(int host) {
        return start.guests(host);
    }

    /** Hosts that are up. */
    List<Integer> up() {
        return up;
    }

    /** How many of its hosts have active guests. */
    int used() {
        return used;
    }

    /** How many of its hosts are in use whatever is done; none that guests who are scattered could leave together. */
    int fixed() {
        return units.anyStrayed() && steps > 0 ? 0 : used - candidates.size();
    }

    /** How many hosts can be thought of being emptied. */
    int candidates() {
        return candidates.size();
    }

    /** How many guests the host has that would be emptied as the one of that number, counted from 0. */
    int guestsOfNext(int emptied) {
        return guests(candidates.get(emptied));
    }

    /** Emptying that many hosts takes at least so many moves. */
    int leastMoves(int emptied) {
        return emptied == 0 || units.anyStrayed() ? 0 : least.computeIfAbsent(emptied, ranking::leastMoves);
    }

    /** Everybody's places with that many hosts emptied by few moves; empty where no way was found. */
    Optional<MovesBoard> emptied(int hosts) {
        return seen(hosts);
    }

    private Optional<MovesBoard> seen(int hosts) {
        Optional<MovesBoard> found = known.get(hosts);
        if (found == null) {
            found = look(hosts);
            known.put(hosts, found);
        }
        return found;
    }

    private Optional<MovesBoard> look(int hosts) {
        if (hosts > candidates.size()) {
            return Optional.empty();
        }
        if (hosts == 0) {
            return Optional.of(start);
        }
        Choice plain = new Choice(ranking.ranked(hosts), hosts, leastMoves(hosts));
        plain.improve();
        if (plain.moves() == leastMoves(hosts)) {
            return plain.board();
        }
        ConsolidationPrices prices = ranking.prices(hosts);
        prices.raise(Math.min(plain.moves(), leastMoves(hosts) * 5 / 4 + 1), PRICES * steps);
        least.put(hosts, Math.max(leastMoves(hosts), prices.leastMoves()));
        Choice best = plain;
        for (List<Integer> ranked : List.of(ranking.ranked(prices::cost), ranking.smallestFirst())) {
            if (best.moves() > leastMoves(hosts)
                    && (best == plain || best.board().isEmpty())) {
                Choice other = new Choice(ranked, hosts, leastMoves(hosts));
                other.improve();
                best = other.moves() < best.moves() ? other : best;
            }
        }
        return best.recreated(prices);
    }

    /** Which hosts are emptied: the first of a ranking, but for those whose guests make trouble, where others cost less. */
    private final class Choice {
        private final List<Integer> ranked;
        private final int hosts;
        private final int least;
        private List<Integer> leaving = List.of();
        private MovesBoard nearest = start;
        private Optional<MovesBoard> best = Optional.empty();
        private List<Integer> troublesome = List.of();
        private long left = LOOKS * steps;

        Choice(List<Integer> ranked, int hosts, int least) {
            this.ranked = ranked;
            this.hosts = hosts;
            this.least = least;
        }

        Optional<MovesBoard> board() {
            return best;
        }

        void improve() {
            boolean better = takeIfBetter(List.copyOf(ranked.subList(0, hosts)));
            while (better && left > 0 && moves() > least) {
                better = exchange();
            }
        }

        /** Few units are soon tried in every way that helps. */
        private long recreating() {
            return Math.max(1, RECREATING * steps * Math.min(MANY, units.count()) / MANY);
        }

        /** The same made better by ruin and recreate, and once more where that leaves much to be wished. */
        Optional<MovesBoard> recreated(ConsolidationPrices prices) {
            Optional<MovesBoard> found = recreated(prices, nearest, hosts);
            if (found.isPresent() && searches < SEARCHES && 100 * found.get().moves() > ENOUGH * least) {
                return recreated(prices, found.get(), up.size() + hosts);
            }
            return found;
        }

        private Optional<MovesBoard> recreated(ConsolidationPrices prices, MovesBoard from, int seed) {
            searches++;
            return new ConsolidationRecreation(start, from, candidates, prices::cost, least, seed, recreating())
                    .improved();
        }

        private int moves() {
            return best.map(MovesBoard::moves).orElse(Integer.MAX_VALUE);
        }

        /** Tries to keep one of the troublesome hosts and to empty another one instead. */
        private boolean exchange() {
            List<Integer> others = ranked.subList(hosts, Math.min(ranked.size(), hosts + EXCHANGES));
            for (int out : List.copyOf(troublesome)) {
                for (int in : others) {
                    if (left > 0 && leaving.contains(out) && !leaving.contains(in) && worthwhile(out, in)) {
                        List<Integer> other = new ArrayList<>(leaving);
                        other.remove(Integer.valueOf(out));
                        other.add(in);
                        if (takeIfBetter(other)) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }

        private boolean worthwhile(int out, int in) {
            return best.isEmpty() || moves() - least > guests(in) - guests(out);
        }

        /** Whether emptying these takes fewer moves; where nothing was found yet, any other choice is better. */
        private boolean takeIfBetter(List<Integer> other) {
            Set<Integer> trouble = new LinkedHashSet<>();
            boolean better = best.isEmpty();
            int absent = Integer.MAX_VALUE;
            for (MovesInsertion.Taste taste : MovesInsertion.Taste.values()) {
                MovesBoard board = new MovesBoard(start);
                MovesInsertion insertion = new MovesInsertion(board, taste, Math.min(left, steps));
                boolean placed = insertion.insertAll(empty(board, other)) < 0;
                left -= Math.min(left, steps) - Math.max(0, insertion.steps());
                insertion.troublesome().forEach(unit -> trouble.add(units.home(unit)));
                if (placed && board.moves() > least) {
                    MovesHomecoming homecoming = new MovesHomecoming(board, Math.min(left, steps));
                    homecoming.bringHome();
                    left -= Math.min(left, steps) - Math.max(0, homecoming.steps());
                }
                if (placed && board.moves() < moves()) {
                    best = Optional.of(board);
                    nearest = board;
                    better = true;
                } else if (best.isEmpty() && absent(board) < absent) {
                    absent = absent(board);
                    nearest = board;
                }
                if (moves() == least) {
                    return true;
                }
            }
            if (better) {
                leaving = List.copyOf(other);
                troublesome = List.copyOf(trouble);
            }
            return better;
        }
    }

    private int absent(MovesBoard board) {
        return Math.toIntExact(IntStream.range(0, units.count())
                .filter(unit -> board.place(unit) < 0)
                .count());
    }

    private List<Integer> empty(MovesBoard board, List<Integer> hosts) {
        List<Integer> homeless = new ArrayList<>();
        for (int host : hosts) {
            board.close(host);
            while (board.count(host) > 0) {
                int unit = board.on(host, 0);
                homeless.add(unit);
                board.remove(unit);
            }
        }
        up.stream().filter(host -> start.activeGuests(host) == 0).forEach(board::close);
        return homeless;
    }
}
