package io.polyvisor.placement.failover;

import io.polyvisor.placement.failover.Packer.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Decides whether a pool survives losses one after the other, whatever their order, where a restarted guest stays where it was put unless
 * that host is lost, too. A game: after each loss the places are chosen without knowing the next one. Places are first chosen by habits
 * of each guest, so that the same losses in another order mostly lead to the same state, which is looked at once.
 */
final class InSequence implements LossCheck {
    private final PoolLoad load;
    private final Budget budget;
    private final Packer packer;
    private final AtOnce atOnce;
    private final int[] hosts;
    private final int[] habit;
    private final Map<State, Outcome> known = new HashMap<>();
    private final List<Integer> lost = new ArrayList<>();
    private int[] counterExample = {};
    private Set<String> stranded = Set.of();
    private State state = new State(0, 0);

    InSequence(PoolLoad load, Budget budget) {
        this.load = load;
        this.budget = budget;
        packer = new Packer(load, budget);
        atOnce = new AtOnce(load, budget);
        hosts = IntStream.range(0, load.size())
                .filter(host -> load.target[host] || load.count(host) > 0)
                .toArray();
        load.sort();
        habit = load.order().clone();
    }

    /** What was lost and who was restarted where, mixed into two numbers: equal for equal states, different for others in practice. */
    private record State(long one, long other) {
        State with(int what, int where) {
            long key = (long) what << 32 ^ where;
            return new State(one ^ mixed(key), other ^ mixed(key ^ 0x5DEECE66DL << 17));
        }

        private static long mixed(long key) {
            long mixed = (key + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
            return mixed ^ mixed >>> 31;
        }
    }

    @Override
    public Outcome survives(int failures) {
        int size = Math.min(failures, hosts.length);
        load.sort();
        if (size == 0 || SlotBound.allows(load, size)) {
            return Outcome.PLACED;
        }
        Outcome together = atOnce.survives(size);
        if (together != Outcome.PLACED || size == 1) {
            counterExample = atOnce.counterExample();
            stranded = atOnce.stranded();
            return together;
        }
        known.clear();
        return anyLoss(size);
    }

    @Override
    public int[] counterExample() {
        return counterExample.clone();
    }

    @Override
    public Set<String> stranded() {
        return stranded;
    }

    /** Whether so many more losses are survived as things are. */
    private Outcome anyLoss(int left) {
        Outcome before = known.get(state);
        if (before != null) {
            return before;
        }
        load.sort();
        Outcome all = Outcome.PLACED;
        for (int host : hosts) {
            if (load.lost(host)) {
                continue;
            }
            Outcome outcome = loss(host, left);
            if (outcome != Outcome.PLACED) {
                all = outcome;
            }
            if (outcome == Outcome.IMPOSSIBLE || budget.exhausted()) {
                break;
            }
        }
        Outcome result = budget.exhausted() && all == Outcome.PLACED ? Outcome.UNKNOWN : all;
        known.put(state, result);
        return result;
    }

    private Outcome loss(int host, int left) {
        State before = state;
        load.lose(host);
        lost.add(host);
        state = state.with(-1, host);
        Outcome outcome = left == 1 ? last(host) : further(host, left);
        if (outcome == Outcome.IMPOSSIBLE && counterExample.length <= lost.size()) {
            counterExample = lost.stream().mapToInt(each -> each).toArray();
        }
        state = before;
        lost.remove(lost.size() - 1);
        load.recover(host);
        return outcome;
    }

    private Outcome last(int host) {
        budget.spendLoss();
        int mark = load.moves();
        Outcome outcome = packer.placeQuickly(host) ? Outcome.PLACED : packer.place(load.on(host));
        load.undoTo(mark);
        if (outcome == Outcome.IMPOSSIBLE) {
            stranded = Leftover.of(load, new int[] {host});
        }
        return outcome;
    }

    private Outcome further(int host, int left) {
        List<Item> displaced = load.on(host);
        int mark = load.moves();
        for (Way way : Way.values()) {
            load.sort();
            boolean placed = way == Way.HABIT ? placeByHabit(host) : packer.place(displaced, way);
            if (placed) {
                Outcome outcome = restarted(mark, left);
                load.undoTo(mark);
                if (outcome == Outcome.PLACED) {
                    return outcome;
                }
            }
            if (budget.exhausted()) {
                return Outcome.UNKNOWN;
            }
        }
        EveryWay every = new EveryWay(load, packer.bundled(displaced), budget);
        boolean found = every.any(() -> restarted(mark, left) == Outcome.PLACED);
        load.undoTo(mark);
        if (found) {
            return Outcome.PLACED;
        }
        return budget.exhausted() ? Outcome.UNKNOWN : Outcome.IMPOSSIBLE;
    }

    /** Goes on from the places chosen since the mark. */
    private Outcome restarted(int mark, int left) {
        State before = state;
        for (int move = mark; move < load.moves(); move++) {
            Item item = load.moved(move);
            state = state.with(item.number, load.from(move)).with(item.number, load.to(move));
        }
        Outcome outcome = anyLoss(left - 1);
        state = before;
        return outcome;
    }

    /** Each guest looks through all hosts in an order of its own, which begins elsewhere for its neighbours. */
    private boolean placeByHabit(int host) {
        List<Item> items = packer.bundled(load.on(host));
        int mark = load.moves();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            int found = firstByHabit(item);
            if (found < 0) {
                load.undoTo(mark);
                return false;
            }
            load.put(item, found);
        }
        return true;
    }

    private int firstByHabit(Item item) {
        int start = habit.length == 0 ? 0 : item.habit % habit.length;
        for (int i = 0; i < habit.length; i++) {
            int host = habit[(start + i) % habit.length];
            if (load.fits(item, host)) {
                return host;
            }
        }
        return -1;
    }

    /** How places are chosen. */
    enum Way {
        HABIT,
        ROOMIEST,
        TIGHTEST,
        CHOOSIEST
    }
}
