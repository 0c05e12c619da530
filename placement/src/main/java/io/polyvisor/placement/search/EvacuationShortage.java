package io.polyvisor.placement.search;

import io.polyvisor.model.Memory;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says why guests cannot leave a host. */
final class EvacuationShortage {
    private final Site site;
    private final Eligibility eligibility;
    private final MovesBoard board;
    private final MovesUnits units;
    private final Grid grid;
    private final int host;

    EvacuationShortage(Site site, Eligibility eligibility, MovesBoard board, int host) {
        this.site = site;
        this.eligibility = eligibility;
        this.board = board;
        this.host = host;
        units = board.units();
        grid = board.grid();
    }

    /** Guests that could not leave even if the other hosts were empty, or that are too much for what is free in all. */
    Optional<Shortage> hopeless(List<Integer> leaving) {
        Map<String, String> why = new TreeMap<>();
        Set<Constraint> constraints = new TreeSet<>();
        for (int unit : leaving) {
            if (openElsewhere(unit).isEmpty()) {
                why.put(name(unit), barred(unit, constraints));
            } else if (openElsewhere(unit).stream().noneMatch(other -> couldHold(unit, other))) {
                why.put(name(unit), tooBig(unit, constraints));
            }
        }
        if (!why.isEmpty()) {
            return Optional.of(finding(why.keySet(), constraints, true, String.join("; ", why.values())));
        }
        return tooMuch(leaving);
    }

    private List<Integer> openElsewhere(int unit) {
        return units.openHosts(unit).stream()
                .filter(other -> other != host)
                .boxed()
                .toList();
    }

    private boolean couldHold(int unit, int other) {
        return grid.memory(other) >= units.memory(unit) && grid.vcpus(other) >= units.vcpus(unit);
    }

    private String barred(int unit, Set<Constraint> constraints) {
        Map<Constraint, List<String>> hosts = new EnumMap<>(Constraint.class);
        SiteGuest guest = site.guest(name(unit));
        for (SiteHost other : inPool()) {
            Constraint constraint = eligibility.obstacle(guest, other).orElse(Constraint.TOGETHER);
            hosts.computeIfAbsent(constraint, any -> new ArrayList<>())
                    .add(other.key().toString());
        }
        constraints.addAll(hosts.keySet());
        if (hosts.isEmpty()) {
            constraints.add(Constraint.POOL);
            return name(unit) + " has no other host in its pool";
        }
        return name(unit) + " may come to none of the other hosts: "
                + hosts.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
                        .collect(Collectors.joining(", "));
    }

    private List<SiteHost> inPool() {
        String pool = site.poolOf(grid.host(host)).name();
        return site.hosts().values().stream()
                .filter(other -> other.pool().equals(pool) && !other.key().equals(grid.host(host)))
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList();
    }

    private String tooBig(int unit, Set<Constraint> constraints) {
        long memory = openElsewhere(unit).stream().mapToLong(grid::memory).max().orElse(0);
        long vcpus = openElsewhere(unit).stream().mapToLong(grid::vcpus).max().orElse(0);
        constraints.add(memory < units.memory(unit) ? Constraint.MEMORY : Constraint.VCPUS);
        return name(unit) + " wants " + wanted(unit) + ", and the biggest host open to it has " + Memory.bytes(memory)
                + " and " + vcpus + " vCPUs";
    }

    private Optional<Shortage> tooMuch(List<Integer> leaving) {
        long memory = leaving.stream().mapToLong(units::memory).sum();
        long vcpus = leaving.stream().mapToLong(units::vcpus).sum();
        long freeMemory = 0;
        long freeVcpus = 0;
        for (int other = 0; other < grid.hosts(); other++) {
            boolean open = other != host && inPool(other);
            if (open) {
                freeMemory += Math.max(0, board.freeMemory(other));
                freeVcpus += Math.max(0, board.freeVcpus(other));
            }
        }
        if (memory <= freeMemory && vcpus <= freeVcpus) {
            return Optional.empty();
        }
        Constraint constraint = memory > freeMemory ? Constraint.MEMORY : Constraint.VCPUS;
        String why = leaving.size() + " guests want " + Memory.bytes(memory) + " and " + vcpus
                + " vCPUs, and what is free on all other hosts of the pool is " + Memory.bytes(freeMemory) + " and "
                + freeVcpus + " vCPUs";
        return Optional.of(finding(names(leaving), Set.of(constraint), false, why));
    }

    private boolean inPool(int other) {
        SiteHost candidate = site.host(grid.host(other));
        return candidate.state() == HostState.UP
                && candidate.pool().equals(site.host(grid.host(host)).pool());
    }

    /** There is room in all, and still no place for each. */
    Shortage crowded(List<Integer> leaving) {
        Set<Constraint> constraints = new TreeSet<>();
        List<String> why = new ArrayList<>();
        Set<String> guests = new TreeSet<>();
        for (int unit : leaving) {
            if (openElsewhere(unit).stream().noneMatch(other -> board.takes(unit, other))) {
                guests.add(name(unit));
                why.add(narrow(unit, constraints));
            }
        }
        if (guests.isEmpty()) {
            constraints.addAll(Set.of(Constraint.MEMORY, Constraint.VCPUS));
            return finding(
                    names(leaving),
                    constraints,
                    false,
                    "each has a place alone, and no places were found for all of them");
        }
        return finding(guests, constraints, false, String.join("; ", why));
    }

    private String narrow(int unit, Set<Constraint> constraints) {
        List<Integer> open = openElsewhere(unit);
        int roomiest = open.get(0);
        for (int other : open) {
            if (!board.hasNoFellow(unit, other)) {
                constraints.add(Constraint.APART);
            } else if (board.freeMemory(other) < units.memory(unit)) {
                constraints.add(Constraint.MEMORY);
            } else {
                constraints.add(Constraint.VCPUS);
            }
            if (board.freeMemory(other) > board.freeMemory(roomiest)) {
                roomiest = other;
            }
        }
        return name(unit) + " wants " + wanted(unit) + ", and the roomiest of " + open.size() + " hosts open to it, "
                + grid.host(roomiest) + ", has " + Memory.bytes(Math.max(0, board.freeMemory(roomiest))) + " and "
                + Math.max(0, board.freeVcpus(roomiest)) + " vCPUs free";
    }

    /** There are places, and they must not be taken. */
    Shortage guarded(List<Integer> leaving, Constraint guard) {
        String why = guard == Constraint.BUDGET
                ? "every assignment that was tried costs more than the budget"
                : "with every assignment that was tried a pool could no longer lose as many hosts as it must";
        return finding(names(leaving), Set.of(guard), false, why);
    }

    private Shortage finding(Collection<String> guests, Set<Constraint> constraints, boolean minimal, String why) {
        String from = grid.host(host).toString();
        return new Shortage(Set.copyOf(guests), constraints, minimal, "leaving " + from + ": " + why, List.of());
    }

    private String wanted(int unit) {
        return Memory.bytes(units.memory(unit)) + " and " + units.vcpus(unit) + " vCPUs";
    }

    private String name(int unit) {
        return grid.guest(units.guests(unit)[0]);
    }

    private Set<String> names(List<Integer> leaving) {
        Set<String> names = new TreeSet<>();
        leaving.forEach(unit -> {
            for (int guest : units.guests(unit)) {
                names.add(grid.guest(guest));
            }
        });
        return names;
    }
}
