package io.polyvisor.placement.search;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Units on hosts, and what is left free there. Only what fits is ever put on a host: every state of it is feasible, capacity and groups
 * included; only that some units have no place yet.
 */
final class Packing {
    final Workload work;
    /** The host of each unit; -1 for none. */
    final int[] at;

    final long[] freeMemory;
    final int[] freeVcpus;
    /** How many active guests a host has. */
    final int[] active;

    private final int[][] on;
    private final int[] count;
    private final BitSet[] taken;

    Packing(Workload work) {
        this.work = work;
        at = new int[work.units];
        Arrays.fill(at, -1);
        freeMemory = work.freeMemory.clone();
        freeVcpus = work.freeVcpus.clone();
        active = work.present.clone();
        on = new int[work.hosts][4];
        count = new int[work.hosts];
        taken = new BitSet[work.kept.length];
        for (int group = 0; group < taken.length; group++) {
            taken[group] = (BitSet) work.kept[group].clone();
        }
    }

    /** The same, to go on with apart from this one. */
    Packing copy() {
        Packing copy = new Packing(work);
        for (int unit = 0; unit < at.length; unit++) {
            if (at[unit] >= 0) {
                copy.put(unit, at[unit]);
            }
        }
        return copy;
    }

    /** Whether that unit can be put there now. */
    boolean fits(int unit, int host) {
        return work.open[unit].get(host) && hasRoom(unit, host) && !isKeptAway(unit, host);
    }

    /** What no active guest belongs to takes nothing, and so fits where there is too little already. */
    private boolean hasRoom(int unit, int host) {
        return (work.memory[unit] <= freeMemory[host] && work.vcpus[unit] <= freeVcpus[host])
                || work.isWeightless(unit);
    }

    private boolean isKeptAway(int unit, int host) {
        for (int group : work.apart[unit]) {
            if (taken[group].get(host)) {
                return true;
            }
        }
        return false;
    }

    /** Puts a unit that fits. */
    void put(int unit, int host) {
        at[unit] = host;
        freeMemory[host] -= work.memory[unit];
        freeVcpus[host] -= work.vcpus[unit];
        active[host] += work.heads[unit];
        if (count[host] == on[host].length) {
            on[host] = Arrays.copyOf(on[host], 2 * count[host]);
        }
        on[host][count[host]++] = unit;
        for (int group : work.apart[unit]) {
            taken[group].set(host);
        }
    }

    /** Takes a unit from its host again. */
    void take(int unit) {
        int host = at[unit];
        at[unit] = -1;
        freeMemory[host] += work.memory[unit];
        freeVcpus[host] += work.vcpus[unit];
        active[host] -= work.heads[unit];
        int index = 0;
        while (on[host][index] != unit) {
            index++;
        }
        on[host][index] = on[host][--count[host]];
        for (int group : work.apart[unit]) {
            taken[group].clear(host);
        }
    }

    /** How many units were put on that host. */
    int count(int host) {
        return count[host];
    }

    /** One of the units that were put on that host. */
    int unitOn(int host, int index) {
        return on[host][index];
    }

    /** The units that were put on that host. */
    int[] unitsOn(int host) {
        return Arrays.copyOf(on[host], count[host]);
    }

    /** What putting that unit there adds to the price. */
    long priceOf(int unit, int host) {
        boolean opens = active[host] == 0 && work.heads[unit] > 0;
        return work.guestPrice[host] * work.heads[unit] + (opens ? work.hostPrice[host] : 0);
    }

    /** What the units on these hosts cost, with the hosts when they are in use; one host twice counts once. */
    long price(int one, int other) {
        return priceAt(one) + (one == other ? 0 : priceAt(other));
    }

    private long priceAt(int host) {
        return (active[host] - work.present[host]) * work.guestPrice[host]
                + (active[host] > 0 ? work.hostPrice[host] : 0);
    }

    /** What all units together cost, with the hosts that are in use, in the workload's prices. */
    long price() {
        long price = 0;
        for (int host = 0; host < work.hosts; host++) {
            price += priceAt(host);
        }
        return price;
    }

    /** Whether every unit has a place. */
    boolean isComplete() {
        for (int host : at) {
            if (host < 0) {
                return false;
            }
        }
        return true;
    }

    /** The more loaded of the two resources of a host, 0 to 1, after so much more is put there. */
    double load(int host, long moreMemory, int moreVcpus) {
        double memory = 1 - (double) (freeMemory[host] - moreMemory) / Math.max(1, work.grid.memory(host));
        double vcpus = 1 - (double) (freeVcpus[host] - moreVcpus) / Math.max(1, work.grid.vcpus(host));
        return Math.max(memory, vcpus) + 0.25 * Math.abs(memory - vcpus);
    }
}
