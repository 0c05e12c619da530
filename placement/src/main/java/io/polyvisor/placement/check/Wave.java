package io.polyvisor.placement.check;

import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Steps that may be under way together: whatever is so before or after any of them counts as if all of it were so at once. */
final class Wave {
    private final Site site;
    private final Policy policy;
    private final List<Step> steps;
    private final World before;
    private final World after;
    private final List<Violation> faults = new ArrayList<>();

    Wave(Site site, Policy policy, List<Step> steps, World before, World after) {
        this.site = site;
        this.policy = policy;
        this.steps = steps;
        this.before = before;
        this.after = after;
    }

    private String words() {
        return "wave " + steps.get(0).wave() + ": ";
    }

    /** What is wrong while it goes on; who met at the beginning of the plan may still meet. */
    List<Violation> faults(World beginning) {
        Set<HostKey> receiving = new TreeSet<>();
        Set<String> touched = new TreeSet<>();
        for (Step step : steps) {
            step.action().subject().ifPresent(touched::add);
        }
        for (String guest : touched) {
            after.copies(guest).running().stream()
                    .filter(host -> !before.copies(guest).runsOn(host))
                    .forEach(receiving::add);
            if (runsTwice(guest)) {
                faults.add(Rule.PLAN_TWICE.broken(words() + "guest " + guest + " runs on more than one host"));
            }
        }
        receiving.forEach(this::room);
        site.groups().stream()
                .filter(group -> group.kind() == Group.Kind.APART)
                .filter(group -> group.guests().stream().anyMatch(touched::contains))
                .forEach(group -> meetings(group, beginning));
        return faults;
    }

    private boolean runsTwice(String guest) {
        return after.running(guest) > 1;
    }

    private void room(HostKey key) {
        SiteHost host = site.host(key);
        List<SiteGuest> there = site.guests().values().stream()
                .filter(guest -> before.copies(guest.name()).runsOn(key)
                        || after.copies(guest.name()).runsOn(key))
                .toList();
        long memory = Capacity.memory(there);
        long vcpus = Capacity.vcpus(there);
        if (!Capacity.of(host, policy).holds(memory, vcpus)) {
            faults.add(Rule.PLAN_ROOM.broken(
                    words() + "host " + key + " would need " + memory + " bytes and " + vcpus + " processors"));
        }
    }

    private void meetings(Group group, World beginning) {
        List<String> guests = group.guests().stream().sorted().toList();
        for (String one : guests) {
            for (String other : guests) {
                boolean newly = one.compareTo(other) < 0
                        && meet(one, other)
                        && !beginning
                                .copies(one)
                                .place()
                                .equals(beginning.copies(other).place());
                if (newly) {
                    faults.add(Rule.PLAN_APART.broken(words() + "guests " + one + " and " + other + " of group "
                            + group.name() + " meet on a host"));
                }
            }
        }
    }

    private boolean meet(String one, String other) {
        Set<HostKey> shared = hosts(one);
        shared.retainAll(hosts(other));
        return !shared.isEmpty();
    }

    /** Where the guest is before or after; what a lost host has of it aside. */
    private Set<HostKey> hosts(String guest) {
        Set<HostKey> hosts = new HashSet<>();
        before.copies(guest).place().ifPresent(hosts::add);
        after.copies(guest).place().ifPresent(hosts::add);
        hosts.removeIf(after::isLost);
        return hosts;
    }

    /** Whether more goes on at once than that pace allows. */
    List<Violation> hurry(Pace pace) {
        Map<HostKey, Integer> moves = new TreeMap<>();
        Map<HostKey, Integer> starts = new TreeMap<>();
        Map<String, Integer> kinds = new TreeMap<>();
        for (Step step : steps) {
            if (step.action() instanceof Action.Move move) {
                moves.merge(move.from(), 1, Integer::sum);
                moves.merge(move.host(), 1, Integer::sum);
                kinds.merge(site.endpointOf(move.host()).kind(), 1, Integer::sum);
            } else if (step.action() instanceof Action.Create || step.action() instanceof Action.Start) {
                starts.merge(step.action().host(), 1, Integer::sum);
            }
        }
        List<Violation> hurried = new ArrayList<>();
        tooMany(moves, pace.movesPerHost(), hurried);
        tooMany(starts, pace.startsPerHost(), hurried);
        tooMany(kinds, pace.movesPerEndpoint(), hurried);
        return hurried;
    }

    private void tooMany(Map<?, Integer> counts, int most, List<Violation> hurried) {
        counts.forEach((where, count) -> {
            if (count > most) {
                hurried.add(Rule.PLAN_PACE.broken(words() + count + " at once on " + where + ", at most " + most));
            }
        });
    }
}
