package io.polyvisor.placement.search;

import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of the guests to be placed must be on one host, and beside whom of those that stay. A group that is spread over several hosts
 * already binds nobody to one of them: whoever joins it may go to any of its hosts.
 */
final class Company {
    private final Map<Integer, Integer> leader = new TreeMap<>();
    private final Map<Integer, BitSet> anchors = new HashMap<>();

    Company(Grid grid, Site site, SortedSet<Integer> wanted) {
        wanted.forEach(guest -> leader.put(guest, guest));
        for (Group group : site.groups()) {
            if (group.kind() == Group.Kind.TOGETHER) {
                bind(grid, group, wanted);
            }
        }
    }

    private void bind(Grid grid, Group group, SortedSet<Integer> wanted) {
        BitSet hosts = new BitSet();
        List<Integer> joining = new ArrayList<>();
        for (String name : group.guests().stream().sorted().toList()) {
            int guest = grid.numberOf(name);
            if (wanted.contains(guest)) {
                joining.add(guest);
            } else if (grid.place(guest) >= 0) {
                hosts.set(grid.place(guest));
            }
        }
        for (int guest : joining) {
            if (!hosts.isEmpty()) {
                anchors.computeIfAbsent(guest, any -> (BitSet) hosts.clone()).and(hosts);
            }
            if (hosts.cardinality() < 2) {
                leader.put(leaderOf(guest), leaderOf(joining.get(0)));
            }
        }
    }

    private int leaderOf(int guest) {
        int first = guest;
        while (leader.getOrDefault(first, first) != first) {
            first = leader.getOrDefault(first, first);
        }
        return first;
    }

    /** The guests of each unit, in the order of their first guests. */
    List<int[]> units() {
        Map<Integer, List<Integer>> units = new TreeMap<>();
        for (int guest : leader.keySet()) {
            units.computeIfAbsent(leaderOf(guest), any -> new ArrayList<>()).add(guest);
        }
        return units.values().stream()
                .map(unit -> unit.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /** The only hosts where guests stay whom these belong to; null when they belong to nobody who has a place. */
    @Nullable
    BitSet anchors(int[] unit) {
        BitSet all = null;
        for (int guest : unit) {
            BitSet hosts = anchors.get(guest);
            if (hosts != null && all == null) {
                all = (BitSet) hosts.clone();
            } else if (hosts != null && all != null) {
                all.and(hosts);
            }
        }
        return all;
    }
}
