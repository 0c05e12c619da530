package io.polyvisor.placement.failover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who is left over when hosts are lost: as few as the heuristics come down to. */
final class Leftover {
    private Leftover() {}

    /** The guests of these hosts, lost already, that found no place, by name. */
    static Set<String> of(PoolLoad load, int[] lost) {
        List<Item> guests = new ArrayList<>();
        for (int host : lost) {
            guests.addAll(load.on(host));
        }
        List<Item> biggestFirst = new Packer(load, Budget.none()).bundled(guests);
        List<Item> smallestFirst = new ArrayList<>(biggestFirst);
        smallestFirst.sort(Comparator.comparingDouble(item -> item.weight));
        Set<String> fewest = names(guests);
        for (List<Item> items : List.of(biggestFirst, smallestFirst)) {
            for (Greedy.Fit fit : Greedy.Fit.values()) {
                Set<String> left = leftOver(load, items, fit);
                fewest = left.size() < fewest.size() ? left : fewest;
            }
        }
        return fewest;
    }

    private static Set<String> leftOver(PoolLoad load, List<Item> items, Greedy.Fit fit) {
        int mark = load.moves();
        List<Item> left = new ArrayList<>();
        load.sort();
        for (Item item : items) {
            int host = Greedy.best(load, item, fit);
            if (host >= 0) {
                load.put(item, host);
            } else {
                left.addAll(item.guests());
            }
        }
        load.undoTo(mark);
        return names(left);
    }

    private static Set<String> names(List<Item> items) {
        Set<String> names = new TreeSet<>();
        items.forEach(item -> names.add(item.name));
        return names;
    }
}
