package io.polyvisor.placement.check;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a pool with guests at certain places survives the loss of hosts: every set of that many is tried, and for each a place is
 * looked for for every protected guest on them. Losing fewer is never worse, so only sets of exactly that many are tried.
 */
final class Endurance {
    /** Sets of hosts beyond which nothing is tried. */
    private static final long MOST_SETS = 200_000;

    /** A host in maintenance runs what it has and can be lost, though it takes nobody. */
    private static final Set<HostState> CAN_BE_LOST = Set.of(HostState.UP, HostState.MAINTENANCE);

    private final Site site;
    private final Policy policy;
    private final Map<String, HostKey> places;

    Endurance(Site site, Policy policy, Map<String, HostKey> places) {
        this.site = site;
        this.policy = policy;
        this.places = places;
    }

    /** What is known. */
    enum Finding {
        SURVIVES,
        FAILS,
        UNKNOWN
    }

    /** Pools that do not survive what they must after the answer, and survived more before. */
    static List<Violation> faults(Situation situation) {
        List<Violation> faults = new ArrayList<>();
        for (Pool pool : situation.site().pools().values()) {
            int wanted = Math.max(pool.failures(), situation.policy().reserve().failures());
            if (wanted > 0 && touched(situation, pool)) {
                faults.addAll(faults(situation, pool, wanted));
            }
        }
        return faults;
    }

    /** A pool into which nobody came, and from which nobody went, is as it was. */
    private static boolean touched(Situation situation, Pool pool) {
        return situation.site().guests().values().stream()
                .filter(guest -> changes(situation, guest))
                .flatMap(guest -> Stream.of(guest.place(), situation.answer().placeOf(guest.name())))
                .flatMap(Optional::stream)
                .anyMatch(host -> situation.site().host(host).pool().equals(pool.name()));
    }

    private static boolean changes(Situation situation, SiteGuest guest) {
        return !guest.place().equals(situation.answer().placeOf(guest.name()))
                || !guest.equals(situation.asked().guest(guest.name()));
    }

    /** What was released is switched off and restarts nobody; what was engaged is up. */
    private static Site afterwards(Situation situation) {
        if (!(situation.question() instanceof Question.Consolidate)) {
            return situation.site();
        }
        return situation
                .site()
                .withHosts(situation.site().hosts().values().stream()
                        .map(host -> afterwards(situation.answer(), host))
                        .toList());
    }

    private static SiteHost afterwards(Answer answer, SiteHost host) {
        if (answer.released().contains(host.key())) {
            return host.in(HostState.OFF);
        }
        return answer.engaged().contains(host.key()) ? host.in(HostState.UP) : host;
    }

    private static List<Violation> faults(Situation situation, Pool pool, int wanted) {
        Endurance before = new Endurance(situation.asked(), situation.policy(), situation.before());
        Endurance after = new Endurance(afterwards(situation), situation.policy(), situation.after());
        String words = "pool " + pool.name() + " must survive " + wanted + " lost hosts";
        for (int failures = wanted; failures > 0; failures--) {
            Finding now = after.of(pool, failures);
            if (now == Finding.SURVIVES) {
                return List.of();
            }
            Finding once = before.of(pool, failures);
            if (now == Finding.FAILS && once == Finding.SURVIVES) {
                return List.of(Rule.FAILOVER.broken(words + ", and does no longer survive " + failures));
            }
            if (now == Finding.UNKNOWN || once == Finding.UNKNOWN) {
                return List.of(Rule.FAILOVER_UNVERIFIED.broken(words + ": not decided for " + failures));
            }
        }
        return List.of();
    }

    /** Whether the pool survives the loss of any that many of its hosts at once. */
    Finding of(Pool pool, int failures) {
        List<SiteHost> hosts = site.hosts().values().stream()
                .filter(host -> host.pool().equals(pool.name()) && CAN_BE_LOST.contains(host.state()))
                .toList();
        List<SiteGuest> counted = site.guests().values().stream()
                .filter(guest -> guest.active() && guest.protection() == Protection.PROTECTED)
                .toList();
        int lost = Math.min(failures, hosts.size());
        if (sets(hosts.size(), lost) > MOST_SETS) {
            return Finding.UNKNOWN;
        }
        Restarts restarts = new Restarts(site, policy, places, hosts, counted);
        boolean unknown = false;
        for (int[] set = first(lost); set.length == lost; set = next(set, hosts.size())) {
            Finding finding = restarts.after(set);
            if (finding == Finding.FAILS) {
                return finding;
            }
            unknown |= finding == Finding.UNKNOWN;
        }
        return unknown ? Finding.UNKNOWN : Finding.SURVIVES;
    }

    private static long sets(int hosts, int lost) {
        long count = 1;
        for (int i = 0; i < lost && count <= MOST_SETS; i++) {
            count = count * (hosts - i) / (i + 1);
        }
        return count;
    }

    private static int[] first(int size) {
        int[] set = new int[size];
        Arrays.setAll(set, i -> i);
        return set;
    }

    /** The set after this one in the order of dictionaries; one of another size when there is none. */
    private static int[] next(int[] set, int hosts) {
        for (int i = set.length - 1; i >= 0; i--) {
            if (set[i] < hosts - set.length + i) {
                set[i]++;
                for (int j = i + 1; j < set.length; j++) {
                    set[j] = set[j - 1] + 1;
                }
                return set;
            }
        }
        return new int[set.length + 1];
    }
}
