package io.polyvisor.placement.search;

import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What moves as one: a guest, or all guests that belong together and are on one host. Guests that belong together and are apart already
 * may come only to where one of them is; that all of them go to another host together is not thought of, so nothing is proved of them.
 */
final class MovesUnits {
    private final Grid grid;
    private final List<int[]> members = new ArrayList<>();
    private final BitSet strayed = new BitSet();
    private final int[] home;
    private final long[] memory;
    private final int[] vcpus;
    private final BitSet[] open;
    private final int[][] apart;
    private final int[] active;
    private final boolean[] movable;

    MovesUnits(Site site, Grid grid) {
        this.grid = grid;
        gather();
        int count = members.size();
        home = new int[count];
        memory = new long[count];
        vcpus = new int[count];
        open = new BitSet[count];
        apart = new int[count][];
        active = new int[count];
        movable = new boolean[count];
        for (int unit = 0; unit < count; unit++) {
            describe(unit, site);
        }
    }

    private void gather() {
        Map<Integer, List<Integer>> together = new TreeMap<>();
        for (int guest = 0; guest < grid.guests(); guest++) {
            if (grid.place(guest) >= 0) {
                if (grid.together(guest) < 0) {
                    members.add(new int[] {guest});
                } else {
                    together.computeIfAbsent(grid.together(guest), any -> new ArrayList<>())
                            .add(guest);
                }
            }
        }
        for (List<Integer> group : together.values()) {
            if (group.stream().map(grid::place).distinct().count() == 1) {
                members.add(group.stream().mapToInt(Integer::intValue).toArray());
            } else {
                group.forEach(guest -> {
                    strayed.set(members.size());
                    members.add(new int[] {guest});
                });
            }
        }
    }

    private void describe(int unit, Site site) {
        int[] guests = members.get(unit);
        home[unit] = grid.place(guests[0]);
        open[unit] = grid.openHosts(guests[0]);
        if (guests.length > 1 || strayed.get(unit)) {
            open[unit] = openToAll(guests);
        }
        apart[unit] = Arrays.stream(guests)
                .flatMap(guest -> Arrays.stream(grid.apart(guest)))
                .distinct()
                .toArray();
        for (int guest : guests) {
            memory[unit] += grid.wantedMemory(guest);
            vcpus[unit] += grid.wantedVcpus(guest);
            active[unit] += site.guest(grid.guest(guest)).active() ? 1 : 0;
        }
        BitSet elsewhere = (BitSet) open[unit].clone();
        elsewhere.clear(home[unit]);
        movable[unit] = !elsewhere.isEmpty();
    }

    private BitSet openToAll(int[] guests) {
        BitSet all = (BitSet) grid.openHosts(guests[0]).clone();
        for (int guest : guests) {
            all.and(grid.openHosts(guest));
        }
        if (guests.length == 1) {
            BitSet fellows = new BitSet();
            for (int guest = 0; guest < grid.guests(); guest++) {
                if (grid.together(guest) == grid.together(guests[0]) && grid.place(guest) >= 0) {
                    fellows.set(grid.place(guest));
                }
            }
            all.and(fellows);
        }
        return all;
    }

    int count() {
        return members.size();
    }

    int[] guests(int unit) {
        return members.get(unit);
    }

    /** How many moves it takes to bring it elsewhere. */
    int weight(int unit) {
        return members.get(unit).length;
    }

    int home(int unit) {
        return home[unit];
    }

    long memory(int unit) {
        return memory[unit];
    }

    int vcpus(int unit) {
        return vcpus[unit];
    }

    boolean open(int unit, int host) {
        return open[unit].get(host);
    }

    BitSet openHosts(int unit) {
        return open[unit];
    }

    /** The same, and where it could go together with all others that it belongs to. */
    BitSet everOpen(int unit) {
        return strayed(unit) ? grid.openHosts(members.get(unit)[0]) : open[unit];
    }

    int[] apart(int unit) {
        return apart[unit];
    }

    /** Whether it belongs to others that are elsewhere. */
    boolean strayed(int unit) {
        return strayed.get(unit);
    }

    /** Whether any belong to others that are elsewhere: all of them together may be able to go where none of them may go alone. */
    boolean anyStrayed() {
        return !strayed.isEmpty();
    }

    /** Whether any guest of it runs. */
    boolean active(int unit) {
        return active[unit] > 0;
    }

    /** How many of its guests run. */
    int activeWeight(int unit) {
        return active[unit];
    }

    /** Whether some other host is open to it. */
    boolean movable(int unit) {
        return movable[unit];
    }
}
