package io.polyvisor.placement.failover;

import io.polyvisor.placement.Effort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Restarts as many guests as it can: first those that must be, then the others. Where all find a place the packer finds it; else several
 * simple ways are tried, and then every way that could be better, as far as the effort goes.
 */
final class RestartSearch {
    private final PoolLoad load;
    private final Victims victims;
    private final Purse purse;
    private final Effort effort;
    private final Budget budget;
    private int musts;
    private final List<Item> order = new ArrayList<>();
    private Map<Item, Integer> best = new LinkedHashMap<>();
    private long bestWorth = -1;
    private boolean proved;

    RestartSearch(PoolLoad load, Victims victims, Purse purse, Effort effort) {
        this.load = load;
        this.victims = victims;
        this.purse = purse;
        this.effort = effort;
        budget = new Budget(effort);
    }

    /** Looks for the best; nothing is restarted afterwards. */
    RestartSearch run() {
        load.sort();
        if (allRestart()) {
            proved = true;
            return this;
        }
        simply();
        order.addAll(possible(biggestFirst(victims.musts())));
        musts = order.size();
        order.addAll(possible(biggestFirst(victims.shoulds())));
        every(0, 0);
        proved = !budget.exhausted();
        return this;
    }

    /** Where each guest is restarted that is. */
    Map<Item, Integer> places() {
        return best;
    }

    /** Whether nothing better exists. */
    boolean proved() {
        return proved;
    }

    /** Those that some host takes as things are: what is restarted before never makes it more. */
    private List<Item> possible(List<Item> items) {
        return items.stream()
                .filter(item -> Arrays.stream(load.order()).anyMatch(host -> takes(item, host)))
                .toList();
    }

    private boolean allRestart() {
        Packer packer = new Packer(load, new Budget(effort));
        List<Item> all = victims.all();
        boolean placed = packer.place(all, InSequence.Way.ROOMIEST) || packer.place(all) == Packer.Outcome.PLACED;
        if (placed) {
            all.forEach(item -> purse.add(load.hosts.get(item.host)));
            boolean paid = !purse.exceeded();
            all.forEach(item -> purse.remove(load.hosts.get(item.host)));
            if (paid) {
                keep();
            }
            load.undoTo(0);
            return paid;
        }
        return false;
    }

    private List<Item> biggestFirst(List<Item> items) {
        List<Item> sorted = new ArrayList<>(items);
        sorted.sort(Comparator.comparingDouble((Item item) -> -item.weight).thenComparing(item -> item.name));
        return sorted;
    }

    /** In several orders, each guest on the tightest or on the roomiest host that takes it. */
    private void simply() {
        List<Item> musts = biggestFirst(victims.musts());
        List<Item> shoulds = biggestFirst(victims.shoulds());
        for (boolean smallMusts : List.of(false, true)) {
            for (boolean smallShoulds : List.of(true, false)) {
                for (Greedy.Fit fit : Greedy.Fit.values()) {
                    List<Item> items = new ArrayList<>(smallMusts ? backwards(musts) : musts);
                    items.addAll(smallShoulds ? backwards(shoulds) : shoulds);
                    restart(items, fit);
                }
            }
        }
    }

    private static List<Item> backwards(List<Item> items) {
        List<Item> backwards = new ArrayList<>(items);
        Collections.reverse(backwards);
        return backwards;
    }

    private void restart(List<Item> items, Greedy.Fit fit) {
        List<Item> restarted = new ArrayList<>();
        Set<Item> seen = new HashSet<>();
        for (Item first : items) {
            for (Item item : companions(first, items)) {
                int host = seen.add(item) ? bestFor(item, fit) : Item.NOWHERE;
                if (host >= 0) {
                    put(item, host);
                    restarted.add(item);
                }
            }
        }
        weigh();
        restarted.forEach(item -> purse.remove(load.hosts.get(item.host)));
        load.undoTo(0);
    }

    /** Those that must share a host come one after the other, while it still has room. */
    private static List<Item> companions(Item item, List<Item> items) {
        return item.together == null
                ? List.of(item)
                : items.stream()
                        .filter(other -> other.together == item.together)
                        .toList();
    }

    private int bestFor(Item item, Greedy.Fit fit) {
        int best = Item.NOWHERE;
        for (int host : load.order()) {
            if (takes(item, host)) {
                boolean better = best < 0
                        || (fit == Greedy.Fit.ROOMIEST
                                ? load.roominess(host) > load.roominess(best)
                                : load.roominess(host) < load.roominess(best));
                best = better ? host : best;
            }
        }
        return best;
    }

    private boolean takes(Item item, int host) {
        return load.fits(item, host) && joins(item, host) && purse.affords(load.hosts.get(host));
    }

    /** Whether those that must share a host with it are there, or nowhere. */
    private boolean joins(Item item, int host) {
        if (item.together == null) {
            return true;
        }
        long[] companions = item.together.hosts(load);
        return Bits.has(companions, host) || !Bits.meet(companions, load.targets());
    }

    private void put(Item item, int host) {
        load.put(item, host);
        purse.add(load.hosts.get(host));
    }

    /** Keeps what was restarted if it is the best so far. */
    private void weigh() {
        Set<Item> restarted = new HashSet<>();
        for (int move = 0; move < load.moves(); move++) {
            restarted.add(load.moved(move));
        }
        if (victims.worth(restarted) > bestWorth) {
            bestWorth = victims.worth(restarted);
            keep();
        }
    }

    private void keep() {
        best = new LinkedHashMap<>();
        for (int move = 0; move < load.moves(); move++) {
            best.put(load.moved(move), load.to(move));
        }
    }

    private void every(int number, long worth) {
        budget.spend(1);
        if (number == order.size()) {
            weigh();
            return;
        }
        if (budget.exhausted() || worth + mostWorth(number) <= bestWorth) {
            return;
        }
        Item item = order.get(number);
        long own = number < musts ? 1L + victims.shoulds().size() : 1;
        for (int host : load.order()) {
            if (takes(item, host) && !likeOneBefore(item, host)) {
                int mark = load.moves();
                put(item, host);
                every(number + 1, worth + own);
                purse.remove(load.hosts.get(host));
                load.undoTo(mark);
            }
        }
        every(number + 1, worth);
    }

    /** Whether a host that was tried already is in no way different for those that are still to come. */
    private boolean likeOneBefore(Item item, int host) {
        for (int other : load.order()) {
            if (other == host) {
                return false;
            }
            if (load.room[other] == load.room[host]
                    && load.vcpuRoom[other] == load.vcpuRoom[host]
                    && takes(item, other)
                    && sameFor(other, host)) {
                return true;
            }
        }
        return false;
    }

    private boolean sameFor(int one, int other) {
        return load.hosts.get(one).endpoint().equals(load.hosts.get(other).endpoint())
                && purse.sameOn(load.hosts.get(one), load.hosts.get(other))
                && order.stream()
                        .allMatch(item -> item.apart.length == 0
                                && item.together == null
                                && item.openTo(one) == item.openTo(other));
    }

    /** What the others can add at most: by the memory and the processors that are left. */
    private long mostWorth(int number) {
        List<Item> left = order.subList(number, order.size());
        long mostMusts = most(left.subList(0, Math.max(0, musts - number)));
        return mostMusts * victims.shoulds().size() + most(left);
    }

    /** How many of these fit at most, were all room in one place. */
    private long most(List<Item> items) {
        long memory = 0;
        long vcpus = 0;
        for (int host : load.order()) {
            memory += Math.max(0, load.room[host]);
            vcpus += Math.max(0, load.vcpuRoom[host]);
        }
        long[] memories = items.stream().mapToLong(item -> item.memory).sorted().toArray();
        long[] processors =
                items.stream().mapToLong(item -> item.vcpus).sorted().toArray();
        return Math.min(prefix(memories, memory), prefix(processors, vcpus));
    }

    private static long prefix(long[] sorted, long room) {
        long left = room;
        int count = 0;
        while (count < sorted.length && sorted[count] <= left) {
            left -= sorted[count++];
        }
        return count;
    }

    /** How many of these cannot be restarted at least, whatever is tried. */
    long leastMissing(List<Item> items) {
        return items.size() - most(possible(items));
    }
}
