package io.polyvisor.placement.search;

import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to be placed, and the room that there is for it. Guests that belong together are one unit: it is put on a host as a whole.
 * Guests that have a place stay there; of them only what they leave free and whom they keep away is known here.
 *
 * <p>Not to be changed after it was made. Prices are one number for each host, in which a hundredth of the currency outweighs any
 * number of hosts: less is better, cost first and hosts used after it.
 */
final class Workload {
    final Grid grid;
    final int hosts;
    final int units;
    /** The guests of each unit, by their numbers in the grid. */
    final int[][] members;

    final long[] memory;
    final int[] vcpus;
    /** How many active guests a unit has: each is paid for. */
    final int[] heads;

    final BitSet[] open;
    final int[][] apart;
    final long[] freeMemory;
    final int[] freeVcpus;
    /** How many active guests a host has already. */
    final int[] present;
    /** For each group whose guests are kept apart, the hosts where one of them stays. */
    final BitSet[] kept;

    final long[] guestPrice;
    final long[] hostPrice;

    private Workload(Grid grid, List<int[]> members, boolean packed) {
        this.grid = grid;
        this.members = members.toArray(int[][]::new);
        hosts = grid.hosts();
        units = members.size();
        memory = new long[units];
        vcpus = new int[units];
        heads = new int[units];
        open = new BitSet[units];
        apart = new int[units][];
        freeMemory = new long[hosts];
        freeVcpus = new int[hosts];
        present = new int[hosts];
        kept = new BitSet[grid.groups()];
        guestPrice = new long[hosts];
        hostPrice = new long[hosts];
        for (int host = 0; host < hosts; host++) {
            freeMemory[host] = grid.memory(host);
            freeVcpus[host] = grid.vcpus(host);
            guestPrice[host] = Math.multiplyExact(grid.costOfGuest(host), hosts + 1L);
            hostPrice[host] = Math.addExact(Math.multiplyExact(grid.costOfHost(host), hosts + 1L), packed ? 1 : 0);
        }
    }

    /** The guests asked for, as far as they are to be placed, beside everybody else where they are. */
    static Workload of(Grid grid, Site site, Policy policy, Ask ask) {
        TreeSet<Integer> wanted = new TreeSet<>();
        for (String name : ask.guests()) {
            if (site.guest(name).place().isEmpty() || ask.lifted().contains(name)) {
                wanted.add(grid.numberOf(name));
            }
        }
        BitSet barred = new BitSet();
        ask.barred().forEach(host -> barred.set(grid.numberOf(host)));
        Company company = new Company(grid, site, wanted);
        Workload work = new Workload(grid, company.units(), policy.fill() == Policy.Fill.PACK);
        work.seat(wanted);
        for (int unit = 0; unit < work.units; unit++) {
            work.describe(unit, company, barred);
        }
        return work;
    }

    /** The same with hosts of less room: so much of theirs, in percent, is left free. */
    Workload withHeadroom(BitSet where, int percent) {
        Workload less = new Workload(this, List.of(), 0);
        where.stream().forEach(host -> {
            less.freeMemory[host] -= grid.memory(host) / 100 * percent;
            less.freeVcpus[host] -= (int) ((long) grid.vcpus(host) * percent / 100);
        });
        return less;
    }

    /** The same with rooms that are kept free, so many of each on different hosts: units without guests, after all others. */
    Workload withSpares(List<Spares.Spare> spares, int copies) {
        return new Workload(this, spares, copies);
    }

    private Workload(Workload same, List<Spares.Spare> spares, int copies) {
        grid = same.grid;
        hosts = same.hosts;
        units = same.units + spares.size() * copies;
        members = Arrays.copyOf(same.members, units);
        memory = Arrays.copyOf(same.memory, units);
        vcpus = Arrays.copyOf(same.vcpus, units);
        heads = Arrays.copyOf(same.heads, units);
        open = Arrays.copyOf(same.open, units);
        apart = Arrays.copyOf(same.apart, units);
        freeMemory = same.freeMemory.clone();
        freeVcpus = same.freeVcpus.clone();
        present = same.present;
        guestPrice = same.guestPrice;
        hostPrice = same.hostPrice;
        kept = Arrays.copyOf(same.kept, same.kept.length + spares.size());
        for (int spare = 0; spare < spares.size(); spare++) {
            kept[same.kept.length + spare] = new BitSet();
            for (int copy = 0; copy < copies; copy++) {
                int unit = same.units + spare * copies + copy;
                members[unit] = new int[0];
                memory[unit] = spares.get(spare).memory();
                vcpus[unit] = spares.get(spare).vcpus();
                open[unit] = spares.get(spare).open();
                apart[unit] = new int[] {same.kept.length + spare};
            }
        }
    }

    /** Whether that unit is a room that is kept free. */
    boolean isSpare(int unit) {
        return members[unit].length == 0;
    }

    /** Whether a unit takes nothing: then it goes where there is too little already. */
    boolean isWeightless(int unit) {
        return heads[unit] == 0 && !isSpare(unit);
    }

    private void seat(Set<Integer> wanted) {
        for (int group = 0; group < kept.length; group++) {
            kept[group] = new BitSet(0);
        }
        for (int guest = 0; guest < grid.guests(); guest++) {
            int host = grid.place(guest);
            if (host < 0 || wanted.contains(guest)) {
                continue;
            }
            freeMemory[host] -= grid.wantedMemory(guest);
            freeVcpus[host] -= grid.wantedVcpus(guest);
            present[host] += grid.wantedVcpus(guest) > 0 ? 1 : 0;
            for (int group : grid.apart(guest)) {
                kept[group].set(host);
            }
        }
    }

    private void describe(int unit, Company company, BitSet barred) {
        BitSet allowed = null;
        Map<Integer, Integer> groups = new TreeMap<>();
        for (int guest : members[unit]) {
            memory[unit] += grid.wantedMemory(guest);
            vcpus[unit] += grid.wantedVcpus(guest);
            heads[unit] += grid.wantedVcpus(guest) > 0 ? 1 : 0;
            allowed = allowed == null ? grid.openHosts(guest) : both(allowed, grid.openHosts(guest));
            for (int group : grid.apart(guest)) {
                groups.merge(group, 1, Integer::sum);
            }
        }
        BitSet hostsOfCompany = company.anchors(members[unit]);
        BitSet set = allowed == null ? new BitSet() : allowed;
        set = hostsOfCompany == null ? set : both(set, hostsOfCompany);
        set = set.intersects(barred) ? without(set, barred) : set;
        apart[unit] = groups.keySet().stream().mapToInt(Integer::intValue).toArray();
        boolean againstItself = groups.values().stream().anyMatch(count -> count > 1);
        open[unit] = againstItself ? new BitSet() : reachable(unit, set);
    }

    /** Without the hosts where the unit would not fit even alone; the same object when it would fit on all. */
    private BitSet reachable(int unit, BitSet set) {
        BitSet closed = new BitSet();
        for (int host = set.nextSetBit(0); host >= 0; host = set.nextSetBit(host + 1)) {
            if (!hasRoom(unit, host) || isKeptAway(unit, host)) {
                closed.set(host);
            }
        }
        return closed.isEmpty() ? set : without(set, closed);
    }

    private boolean hasRoom(int unit, int host) {
        return isWeightless(unit) || (memory[unit] <= freeMemory[host] && vcpus[unit] <= freeVcpus[host]);
    }

    /** Whether a guest who stays on that host keeps the unit from it. */
    boolean isKeptAway(int unit, int host) {
        for (int group : apart[unit]) {
            if (kept[group].get(host)) {
                return true;
            }
        }
        return false;
    }

    /** Whether two units must not share a host. */
    boolean areApart(int one, int other) {
        for (int group : apart[one]) {
            for (int theirs : apart[other]) {
                if (group == theirs) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Where everybody is when units are at these hosts: by the numbers of the grid, -1 for nowhere. */
    int[] places(int[] at) {
        int[] places = grid.places();
        for (int unit = 0; unit < units; unit++) {
            for (int guest : members[unit]) {
                places[guest] = at[unit];
            }
        }
        return places;
    }

    private static BitSet both(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.and(other);
        return both;
    }

    private static BitSet without(BitSet set, BitSet barred) {
        BitSet rest = (BitSet) set.clone();
        rest.andNot(barred);
        return rest;
    }

    /** The names of a unit's guests. */
    List<String> names(int unit) {
        List<String> names = new ArrayList<>();
        for (int guest : members[unit]) {
            names.add(grid.guest(guest));
        }
        return names;
    }
}
