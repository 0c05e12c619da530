package io.polyvisor.placement.failover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds places for the guests of lost hosts: a quick look first, then heuristics, then bounds that prove that there is none, then a
 * search that decides.
 */
final class Packer {
    private static final Comparator<Item> BIGGEST_FIRST =
            Comparator.comparingDouble((Item item) -> -item.weight).thenComparing(item -> item.name);

    private final PoolLoad load;
    private final Budget budget;
    private Item[] quick = new Item[64];

    Packer(PoolLoad load, Budget budget) {
        this.load = load;
        this.budget = budget;
    }

    /** What came of it. */
    enum Outcome {
        /** All were put somewhere. */
        PLACED,
        /** There is no way: proved. */
        IMPOSSIBLE,
        /** The effort was spent. */
        UNKNOWN
    }

    /** Restarts the guests of that lost host, if that is easy: each on the roomiest host that takes it. */
    boolean placeQuickly(int host) {
        int size = load.count(host);
        if (quick.length < size) {
            quick = new Item[2 * size];
        }
        for (int i = 0; i < size; i++) {
            Item item = load.on(host, i);
            if (item.together != null) {
                return false;
            }
            int place = i;
            while (place > 0 && quick[place - 1].weight < item.weight) {
                quick[place] = quick[place - 1];
                place--;
            }
            quick[place] = item;
        }
        int mark = load.moves();
        for (int i = 0; i < size; i++) {
            int found = Greedy.roomiest(load, quick[i], i);
            if (found < 0) {
                load.undoTo(mark);
                return false;
            }
            load.put(quick[i], found);
        }
        return true;
    }

    /** Restarts these guests somewhere; where that is not possible or not known, nothing is changed. */
    Outcome place(List<Item> guests) {
        List<Item> items = bundled(guests);
        if (items.stream().anyMatch(item -> noHostTakes(item))) {
            return Outcome.IMPOSSIBLE;
        }
        load.sort();
        if (Greedy.place(load, items)) {
            return Outcome.PLACED;
        }
        if (Refutation.of(load, items)) {
            return Outcome.IMPOSSIBLE;
        }
        return new ExactSearch(load, items, budget).place();
    }

    /** Restarts these guests where the heuristics find places; else changes nothing. */
    boolean placeGreedily(List<Item> guests) {
        return Greedy.place(load, bundled(guests));
    }

    /** Restarts these guests where that way finds places; else changes nothing. */
    boolean place(List<Item> guests, InSequence.Way way) {
        return Greedy.place(load, bundled(guests), way);
    }

    /** Whether it is proved at little cost that these guests do not all find a place. */
    boolean refuted(List<Item> guests) {
        List<Item> items = bundled(guests);
        return items.stream().anyMatch(this::noHostTakes) || Refutation.of(load, items);
    }

    private boolean noHostTakes(Item item) {
        for (int host = 0; host < load.size(); host++) {
            if (load.fits(item, host)) {
                return false;
            }
        }
        return true;
    }

    /** Guests that must share a host as one item; those whose companions run on are bound to these. Biggest first. */
    List<Item> bundled(List<Item> guests) {
        Map<ItemGroup, List<Item>> together = new LinkedHashMap<>();
        List<Item> items = new ArrayList<>();
        for (Item guest : guests) {
            ItemGroup group = guest.together;
            if (group == null) {
                items.add(guest);
            } else {
                together.computeIfAbsent(group, any -> new ArrayList<>()).add(guest);
            }
        }
        together.forEach((group, members) -> items.add(bundle(group, members)));
        items.sort(BIGGEST_FIRST);
        return items;
    }

    private Item bundle(ItemGroup group, List<Item> members) {
        long[] open = members.get(0).open.clone();
        List<ItemGroup> apart = new ArrayList<>();
        for (Item member : members) {
            Bits.retain(open, member.open);
            for (ItemGroup each : member.apart) {
                if (members.stream().anyMatch(other -> meet(each, member, other))) {
                    Bits.clear(open);
                }
                apart.add(each);
            }
        }
        long[] companions = group.hosts(load);
        if (Bits.meet(companions, load.targets())) {
            Bits.retain(open, companions);
        }
        return new Item(members, open, apart.toArray(new ItemGroup[0]));
    }

    /** Whether the two would come together for the first time, and must not. */
    private static boolean meet(ItemGroup apart, Item one, Item other) {
        return one != other && List.of(other.apart).contains(apart) && !Objects.equals(one.home, other.home);
    }
}
