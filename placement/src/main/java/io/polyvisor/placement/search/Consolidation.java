package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** One consolidation: which pools are left with how many hosts. */
final class Consolidation {
    private final Site site;
    private final Question.Consolidate question;
    private final MovesCase moves;
    private final MovesBoard start;
    private final List<String> names;
    private final List<ConsolidationPool> pools = new ArrayList<>();
    private final List<Integer> leasts = new ArrayList<>();
    private final int usedElsewhere;
    private final Set<HostKey> kept = new TreeSet<>();
    private final ConsolidationRelief relief;

    Consolidation(Site site, Policy policy, Question.Consolidate question, Effort effort, ConsolidationRelief relief) {
        this.relief = relief;
        this.site = site;
        this.question = question;
        Grid grid = new Grid(site, policy, Eligibility.of(site, policy));
        moves = new MovesCase(site, policy, question, effort, grid);
        start = new MovesBoard(grid, new MovesUnits(site, grid));
        names = site.pools().keySet().stream().sorted().toList();
        int used = 0;
        for (String name : names) {
            boolean spared = relief.pools().contains(name);
            ConsolidationPool pool = new ConsolidationPool(site, start, name, spared ? 0 : effort.steps());
            pools.add(pool);
            leasts.add(Math.max(pool.fixed(), new ConsolidationBound(start, pool.up()).leastHosts()));
            used += pool.used();
        }
        usedElsewhere = usedAfterRelief() - used;
        keepWhatMustBeKept();
    }

    private int usedAfterRelief() {
        BitSet used = new BitSet();
        int[] places = relief.places();
        for (int guest = 0; guest < places.length; guest++) {
            boolean active = site.guest(moves.grid().guest(guest)).active();
            if (active && places[guest] >= 0) {
                used.set(places[guest]);
            }
        }
        return used.cardinality();
    }

    /** Hosts that are empty already are let go only while no pool becomes too weak by that, and not where a pool has too little. */
    private void keepWhatMustBeKept() {
        List<HostKey> gone = new ArrayList<>();
        for (HostKey host : released(relief.places())) {
            gone.add(host);
            boolean weakens =
                    !moves.weakened(relief.places(), gone, relief.engaged()).isEmpty();
            boolean spare = start.count(moves.grid().numberOf(host)) == 0
                    && relief.pools().contains(site.host(host).pool());
            if (weakens || spare) {
                gone.remove(host);
                kept.add(host);
            }
        }
    }

    Answer answer() {
        OptionalInt wanted = question.hosts();
        return wanted.isPresent() ? downTo(wanted.getAsInt()) : toTheFewest();
    }

    private Answer toTheFewest() {
        int[] emptied = new int[pools.size()];
        for (int i = 0; i < emptied.length; i++) {
            emptied[i] = most(i);
        }
        while (!allowed(emptied)) {
            backOff(emptied);
        }
        int least = usedElsewhere + leasts.stream().mapToInt(Integer::intValue).sum();
        return hold(emptied, least);
    }

    /** The most hosts of that pool that can be emptied: tried from the bound upwards, in ever greater strides, then between. */
    private int most(int number) {
        ConsolidationPool pool = pools.get(number);
        int impossible = Math.min(pool.candidates(), pool.used() - leasts.get(number)) + 1;
        int stride = 1;
        int possible = Math.max(0, impossible - 1);
        while (possible > 0 && pool.emptied(possible).isEmpty()) {
            impossible = possible;
            possible = Math.max(0, possible - stride);
            stride *= 2;
        }
        while (impossible - possible > 1) {
            int middle = (impossible + possible) / 2;
            if (pool.emptied(middle).isPresent()) {
                possible = middle;
            } else {
                impossible = middle;
            }
        }
        return possible;
    }

    private Answer downTo(int wanted) {
        int used =
                usedElsewhere + pools.stream().mapToInt(ConsolidationPool::used).sum();
        int least = usedElsewhere + leasts.stream().mapToInt(Integer::intValue).sum();
        if (least > wanted) {
            return refuse(true, wanted, "at least " + least + " hosts are needed");
        }
        int[] most = new int[pools.size()];
        Arrays.setAll(
                most, i -> Math.min(pools.get(i).candidates(), pools.get(i).used() - leasts.get(i)));
        while (true) {
            Optional<int[]> share = share(Math.max(0, used - wanted), most);
            if (share.isEmpty()) {
                return refuse(false, wanted, "no assignment to so few was found");
            }
            int[] emptied = share.get();
            boolean found = true;
            for (int i = 0; i < emptied.length; i++) {
                if (pools.get(i).emptied(emptied[i]).isEmpty()) {
                    most[i] = emptied[i] - 1;
                    found = false;
                }
            }
            if (found && allowed(emptied)) {
                return hold(emptied, Math.min(used, wanted));
            }
            if (found) {
                Set<String> weak = weakened(emptied);
                if (weak.isEmpty()) {
                    return refuse(false, wanted, "every assignment that was tried costs more than the budget");
                }
                weak.forEach(pool -> most[names.indexOf(pool)] = emptied[names.indexOf(pool)] - 1);
            }
        }
    }

    /** So many hosts are to be emptied: wherever the next takes the fewest moves. */
    private Optional<int[]> share(int hosts, int[] most) {
        int[] emptied = new int[pools.size()];
        for (int left = hosts; left > 0; left--) {
            int best = -1;
            for (int i = 0; i < emptied.length; i++) {
                boolean better = emptied[i] < most[i]
                        && (best < 0
                                || pools.get(i).guestsOfNext(emptied[i])
                                        < pools.get(best).guestsOfNext(emptied[best]));
                best = better ? i : best;
            }
            if (best < 0) {
                return Optional.empty();
            }
            emptied[best]++;
        }
        return Optional.of(emptied);
    }

    private boolean allowed(int[] emptied) {
        return Arrays.stream(emptied).allMatch(each -> each == 0)
                || (moves.affordable(assignment(emptied)) && weakened(emptied).isEmpty());
    }

    private Set<String> weakened(int[] emptied) {
        int[] places = assignment(emptied);
        return moves.weakened(places, released(places), relief.engaged());
    }

    /** One host fewer in each pool that would be too weak; in all, where the budget is what stands in the way. */
    private void backOff(int[] emptied) {
        Set<String> weak = weakened(emptied);
        for (int i = 0; i < emptied.length; i++) {
            if (emptied[i] > 0 && (weak.isEmpty() || weak.contains(names.get(i)))) {
                do {
                    emptied[i]--;
                } while (pools.get(i).emptied(emptied[i]).isEmpty());
            }
        }
    }

    private int[] assignment(int[] emptied) {
        int[] places = relief.places();
        for (int i = 0; i < emptied.length; i++) {
            int[] other = pools.get(i).emptied(emptied[i]).orElse(start).assignment();
            for (int guest = 0; guest < places.length; guest++) {
                if (other[guest] != moves.grid().place(guest)) {
                    places[guest] = other[guest];
                }
            }
        }
        return places;
    }

    /** Hosts that are up and have no guest at all. */
    private List<HostKey> released(int[] places) {
        boolean[] used = new boolean[moves.grid().hosts()];
        Arrays.stream(places).filter(place -> place >= 0).forEach(place -> used[place] = true);
        List<HostKey> released = new ArrayList<>();
        for (int host = 0; host < used.length; host++) {
            HostKey key = moves.grid().host(host);
            if (!used[host] && !kept.contains(key) && site.host(key).state() == HostState.UP) {
                released.add(key);
            }
        }
        return released;
    }

    private Answer hold(int[] emptied, int leastHosts) {
        int[] places = assignment(emptied);
        int used = usedElsewhere;
        int moved = relief.moves();
        for (int i = 0; i < emptied.length; i++) {
            ConsolidationPool pool = pools.get(i);
            used += pool.used() - emptied[i];
            moved += pool.emptied(emptied[i]).orElse(start).moves();
        }
        int leastMoves = relief.leastMoves() + leastMoves(emptied);
        List<Bound> bounds = new ArrayList<>();
        if (!relief.engaged().isEmpty()) {
            bounds.add(new Bound("hosts switched on", relief.engaged().size(), relief.leastEngaged()));
        }
        bounds.add(new Bound("hosts used", used, Math.min(used, leastHosts)));
        bounds.add(new Bound("moves", moved, leastMoves));
        return moves.holding(places, released(places), relief.engaged(), bounds);
    }

    /** No answer that empties so many hosts in all takes fewer moves, whichever pools they are in. */
    private int leastMoves(int[] emptied) {
        int sum = Arrays.stream(emptied).sum();
        List<ConsolidationPool> able =
                pools.stream().filter(pool -> pool.candidates() > 0).toList();
        if (able.size() == 1) {
            return able.get(0).leastMoves(sum);
        }
        return able.stream()
                .flatMapToInt(pool -> IntStream.range(0, pool.candidates()).map(pool::guestsOfNext))
                .sorted()
                .limit(sum)
                .sum();
    }

    private Answer refuse(boolean proved, int wanted, String why) {
        Shortage shortage = new Shortage(
                Set.of(),
                Set.of(Constraint.MEMORY, Constraint.VCPUS),
                false,
                "down to " + wanted + " hosts: " + why,
                List.of());
        return moves.refusing(proved, Set.of(), shortage);
    }
}
