package io.polyvisor.placement.search;

import java.util.Arrays;

/** Where all units are while moves are looked for. Who does not move may stay, however full its host is. */
final class MovesBoard {
    private static final int[] NOBODY = {};

    private final Grid grid;
    private final MovesUnits units;
    private final int[] place;
    private final long[] freeMemory;
    private final int[] freeVcpus;
    private final int[][] on;
    private final int[] counts;
    private final int[] active;
    private final short[][] groups;
    private final boolean[] closed;

    MovesBoard(Grid grid, MovesUnits units) {
        this.grid = grid;
        this.units = units;
        int hosts = grid.hosts();
        place = new int[units.count()];
        Arrays.fill(place, -1);
        freeMemory = new long[hosts];
        freeVcpus = new int[hosts];
        on = new int[hosts][];
        Arrays.fill(on, NOBODY);
        counts = new int[hosts];
        active = new int[hosts];
        groups = new short[hosts][grid.groups()];
        closed = new boolean[hosts];
        for (int host = 0; host < hosts; host++) {
            freeMemory[host] = grid.memory(host);
            freeVcpus[host] = grid.vcpus(host);
        }
        for (int unit = 0; unit < units.count(); unit++) {
            put(unit, units.home(unit));
        }
    }

    /** A copy. */
    MovesBoard(MovesBoard other) {
        grid = other.grid;
        units = other.units;
        place = other.place.clone();
        freeMemory = other.freeMemory.clone();
        freeVcpus = other.freeVcpus.clone();
        on = new int[other.on.length][];
        groups = new short[other.groups.length][];
        for (int host = 0; host < on.length; host++) {
            on[host] = other.on[host].clone();
            groups[host] = other.groups[host].clone();
        }
        counts = other.counts.clone();
        active = other.active.clone();
        closed = other.closed.clone();
    }

    Grid grid() {
        return grid;
    }

    MovesUnits units() {
        return units;
    }

    int hosts() {
        return closed.length;
    }

    int place(int unit) {
        return place[unit];
    }

    int count(int host) {
        return counts[host];
    }

    /** How many guests are there. */
    int guests(int host) {
        int guests = 0;
        for (int index = 0; index < counts[host]; index++) {
            guests += units.weight(on[host][index]);
        }
        return guests;
    }

    /** The units on that host; the number of the last is {@link #count} less one. */
    int on(int host, int index) {
        return on[host][index];
    }

    /** How many active guests are there. */
    int activeGuests(int host) {
        return active[host];
    }

    long freeMemory(int host) {
        return freeMemory[host];
    }

    int freeVcpus(int host) {
        return freeVcpus[host];
    }

    /** Nobody comes to that host any more. */
    void close(int host) {
        closed[host] = true;
    }

    void reopen(int host) {
        closed[host] = false;
    }

    boolean closed(int host) {
        return closed[host];
    }

    boolean moved(int unit) {
        return place[unit] != units.home(unit);
    }

    /** How many more guests are elsewhere than at first when that unit is on the second of these hosts and not on the first. */
    int cost(int unit, int from, int to) {
        int before = from == units.home(unit) ? 0 : units.weight(unit);
        int after = to == units.home(unit) ? 0 : units.weight(unit);
        return after - before;
    }

    boolean mayCome(int unit, int host) {
        return !closed[host] && units.open(unit, host);
    }

    boolean hasRoom(int unit, int host) {
        return (units.memory(unit) == 0 && units.vcpus(unit) == 0)
                || (freeMemory[host] >= units.memory(unit) && freeVcpus[host] >= units.vcpus(unit));
    }

    boolean hasNoFellow(int unit, int host) {
        for (int group : units.apart(unit)) {
            if (groups[host][group] > 0) {
                return false;
            }
        }
        return true;
    }

    /** How many memberships of others on that host, where this unit is, keep it apart from them. */
    int fellows(int unit, int host) {
        int fellows = 0;
        for (int group : units.apart(unit)) {
            fellows += groups[host][group] - 1;
        }
        return fellows;
    }

    boolean takes(int unit, int host) {
        return mayCome(unit, host) && hasRoom(unit, host) && hasNoFellow(unit, host);
    }

    void put(int unit, int host) {
        place[unit] = host;
        freeMemory[host] -= units.memory(unit);
        freeVcpus[host] -= units.vcpus(unit);
        if (counts[host] == on[host].length) {
            on[host] = Arrays.copyOf(on[host], Math.max(8, 2 * counts[host]));
        }
        on[host][counts[host]++] = unit;
        active[host] += units.activeWeight(unit);
        for (int group : units.apart(unit)) {
            groups[host][group]++;
        }
    }

    void remove(int unit) {
        int host = place[unit];
        place[unit] = -1;
        freeMemory[host] += units.memory(unit);
        freeVcpus[host] += units.vcpus(unit);
        int index = 0;
        while (on[host][index] != unit) {
            index++;
        }
        on[host][index] = on[host][--counts[host]];
        active[host] -= units.activeWeight(unit);
        for (int group : units.apart(unit)) {
            groups[host][group]--;
        }
    }

    void move(int unit, int host) {
        remove(unit);
        put(unit, host);
    }

    /** How many guests are elsewhere than at first. */
    int moves() {
        int moves = 0;
        for (int unit = 0; unit < place.length; unit++) {
            moves += moved(unit) ? units.weight(unit) : 0;
        }
        return moves;
    }

    /** The place of each guest of the grid; -1 for those that have none. */
    int[] assignment() {
        int[] assignment = grid.places();
        for (int unit = 0; unit < place.length; unit++) {
            for (int guest : units.guests(unit)) {
                assignment[guest] = place[unit];
            }
        }
        return assignment;
    }
}
