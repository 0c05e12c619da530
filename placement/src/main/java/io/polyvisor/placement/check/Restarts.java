package io.polyvisor.placement.check;

import io.polyvisor.placement.check.Endurance.Finding;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds places on a pool's other hosts for what must be restarted. Tries everything, up to a limit. Not thread-safe. */
final class Restarts {
    /** Attempts for one set of lost hosts after which nothing more is known of it. */
    private static final int MOST_ATTEMPTS = 50_000;

    private final Fitness fitness;
    private final List<SiteHost> hosts;
    private final Map<String, HostKey> places;
    private final Map<HostKey, List<SiteGuest>> counted = new HashMap<>();
    private final Map<String, List<Group>> groups = new HashMap<>();
    private final Map<String, BitSet> fit = new HashMap<>();
    private final long[] freeMemory;
    private final long[] freeVcpus;
    private Map<String, HostKey> now = new HashMap<>();
    private BitSet lost = new BitSet();
    private int attempts;

    Restarts(Site site, Policy policy, Map<String, HostKey> places, List<SiteHost> hosts, List<SiteGuest> counted) {
        this.fitness = new Fitness(site, policy);
        this.hosts = hosts;
        this.places = places;
        for (SiteGuest guest : counted) {
            HostKey place = places.get(guest.name());
            if (place != null) {
                this.counted.computeIfAbsent(place, any -> new ArrayList<>()).add(fitness.asMade(guest, place));
            }
        }
        site.groups()
                .forEach(group -> group.guests()
                        .forEach(guest -> groups.computeIfAbsent(guest, any -> new ArrayList<>())
                                .add(group)));
        Map<HostKey, List<SiteGuest>> active = Situation.activeByHost(site, places);
        freeMemory = new long[hosts.size()];
        freeVcpus = new long[hosts.size()];
        for (int host = 0; host < hosts.size(); host++) {
            Capacity capacity = Capacity.of(hosts.get(host), policy);
            List<SiteGuest> there = active.getOrDefault(hosts.get(host).key(), List.of());
            freeMemory[host] = capacity.memory() - Capacity.memory(there);
            freeVcpus[host] = capacity.vcpus() - Capacity.vcpus(there);
        }
    }

    /** Whether all that counts on these hosts, by their numbers, finds a place on the others. */
    Finding after(int[] numbers) {
        lost = new BitSet();
        IntStream.of(numbers).forEach(lost::set);
        List<SiteGuest> victims = IntStream.of(numbers)
                .mapToObj(host -> counted.getOrDefault(hosts.get(host).key(), List.of()))
                .flatMap(List::stream)
                .sorted(Comparator.comparing(SiteGuest::memory)
                        .thenComparing(SiteGuest::vcpus)
                        .reversed()
                        .thenComparing(SiteGuest::name))
                .toList();
        if (victims.isEmpty()) {
            return Finding.SURVIVES;
        }
        now = remaining(victims);
        attempts = 0;
        if (placed(victims, 0)) {
            return Finding.SURVIVES;
        }
        return attempts > MOST_ATTEMPTS ? Finding.UNKNOWN : Finding.FAILS;
    }

    /** Where those are whom the victims' groups are about, and who are not lost. */
    private Map<String, HostKey> remaining(List<SiteGuest> victims) {
        Map<String, HostKey> remaining = new HashMap<>();
        for (SiteGuest victim : victims) {
            for (Group group : groups.getOrDefault(victim.name(), List.of())) {
                for (String member : group.guests()) {
                    HostKey place = places.get(member);
                    if (place != null && !isLost(place)) {
                        remaining.put(member, place);
                    }
                }
            }
        }
        return remaining;
    }

    private boolean isLost(HostKey host) {
        return lost.stream().anyMatch(number -> hosts.get(number).key().equals(host));
    }

    private boolean placed(List<SiteGuest> victims, int from) {
        if (from == victims.size()) {
            return true;
        }
        SiteGuest victim = victims.get(from);
        BitSet tried = new BitSet();
        for (int host = tightest(victim, tried); host >= 0; host = tightest(victim, tried)) {
            tried.set(host);
            if (++attempts > MOST_ATTEMPTS) {
                return false;
            }
            take(victim, host, 1);
            if (placed(victims, from + 1)) {
                take(victim, host, -1);
                return true;
            }
            take(victim, host, -1);
        }
        return false;
    }

    /** The host with the least memory left that will do and was not tried; -1 for none. */
    private int tightest(SiteGuest victim, BitSet tried) {
        int best = -1;
        BitSet allowed = fit.computeIfAbsent(victim.name(), any -> fitting(victim));
        for (int host = allowed.nextSetBit(0); host >= 0; host = allowed.nextSetBit(host + 1)) {
            boolean will = !lost.get(host)
                    && !tried.get(host)
                    && freeMemory[host] >= victim.memory().bytes()
                    && freeVcpus[host] >= victim.vcpus();
            boolean tighter = will && (best < 0 || freeMemory[host] < freeMemory[best]);
            if (tighter && groupsLet(victim, hosts.get(host).key())) {
                best = host;
            }
        }
        return best;
    }

    private BitSet fitting(SiteGuest victim) {
        BitSet fitting = new BitSet();
        IntStream.range(0, hosts.size())
                .filter(host -> fitness.fits(victim, hosts.get(host), Manner.RESTARTED, Set.of(HostState.UP)))
                .forEach(fitting::set);
        return fitting;
    }

    private boolean groupsLet(SiteGuest victim, HostKey host) {
        for (Group group : groups.getOrDefault(victim.name(), List.of())) {
            boolean apart = group.kind() == Group.Kind.APART;
            if (apart && group.guests().stream().anyMatch(member -> host.equals(now.get(member)))) {
                return false;
            }
            if (!apart && !joins(group, host)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a group that belongs together is on no more hosts than one, or than it was, with one of it there. */
    private boolean joins(Group group, HostKey host) {
        boolean there = group.guests().stream().anyMatch(member -> host.equals(now.get(member)));
        return there || Companies.spread(group, now) + 1 <= Math.max(1, Companies.spread(group, places));
    }

    private void take(SiteGuest victim, int host, int sign) {
        freeMemory[host] -= sign * victim.memory().bytes();
        freeVcpus[host] -= (long) sign * victim.vcpus();
        if (sign > 0) {
            now.put(victim.name(), hosts.get(host).key());
        } else {
            now.remove(victim.name());
        }
    }
}
