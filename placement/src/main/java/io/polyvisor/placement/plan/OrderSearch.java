package io.polyvisor.placement.plan;

import io.polyvisor.placement.plan.Leg.Kind;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.search.Eligibility;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.nio.ShortBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The shortest order of moves in one pool, exactly: every state that can be reached is tried, the most promising first. Guests that the
 * answer leaves alone may step aside while they run, and come back. Where all states were tried in vain, no order exists.
 */
final class OrderSearch {
    private static final long MOST_CHECKS = 30_000_000;
    private static final int MOST_STATES = 150_000;

    private final Eligibility eligibility;
    private final List<HostLoad> hosts = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private final List<long[]> capacity = new ArrayList<>();
    private final TreeMap<Integer, ArrayDeque<Node>> open = new TreeMap<>();
    private final Map<ShortBuffer, Integer> seen = new HashMap<>();
    private final Set<Integer> fixed = new HashSet<>();
    private long checks;

    /** A guest that can move: its goal is a host, doubled, and one more where it is off there. */
    private record Piece(SiteGuest guest, List<Integer> apart, short start, short goal, boolean stops) {}

    /** A state, and how it was reached. */
    private static final class Node {
        private final short[] state;
        private final int steps;
        private final Optional<Node> before;

        Node(short[] state, int steps, Optional<Node> before) {
            this.state = state;
            this.steps = steps;
            this.before = before;
        }
    }

    /** What came out: legs in order, or none; and whether it is proved that there are none. */
    record Outcome(Optional<List<Errand>> legs, boolean proved) {}

    OrderSearch(Site site, Policy policy, Loads loads, List<HostKey> engaged, String pool, List<Errand> errands) {
        eligibility = new Eligibility(site, policy, Set.of(HostState.UP, HostState.OFF));
        loads.all().stream()
                .filter(host -> host.host().pool().equals(pool))
                .filter(host -> host.host().state() != HostState.OFF || engaged.contains(host.key()))
                .forEach(hosts::add);
        Map<String, Errand> asked = new HashMap<>();
        errands.forEach(errand -> asked.put(errand.guest().name(), errand));
        hosts.forEach(host -> capacity.add(new long[] {host.memory(), host.vcpus()}));
        for (String name : site.guests().keySet().stream().sorted().toList()) {
            SiteGuest guest = site.guest(name);
            int at = guest.place().map(place -> hosts.indexOf(loads.of(place))).orElse(-1);
            if (at >= 0) {
                add(guest, at, loads, Optional.ofNullable(asked.get(name)));
            }
        }
    }

    private void add(SiteGuest guest, int at, Loads loads, Optional<Errand> errand) {
        boolean moves = errand.isPresent()
                || (guest.active()
                        && guest.mobility() == Mobility.LIVE
                        && guest.place().isPresent());
        short start = code(at, !guest.active());
        if (errand.isPresent() && errand.get().rebuilds()) {
            return;
        }
        int to = errand.map(found -> hosts.indexOf(found.to())).orElse(at);
        boolean stops = errand.isPresent() && (!guest.active() || guest.mobility() != Mobility.LIVE);
        short goal = moves ? code(to, !guest.active()) : start;
        pieces.add(new Piece(
                guest, Arrays.stream(loads.apart(guest.name())).boxed().toList(), start, goal, stops));
        if (!moves) {
            fixed.add(pieces.size() - 1);
        }
    }

    private static short code(int host, boolean off) {
        return (short) (2 * host + (off ? 1 : 0));
    }

    Outcome search() {
        short[] start = new short[pieces.size()];
        for (int i = 0; i < start.length; i++) {
            start[i] = pieces.get(i).start();
        }
        push(new Node(start, 0, Optional.empty()));
        while (!open.isEmpty()) {
            Map.Entry<Integer, ArrayDeque<Node>> best = open.firstEntry();
            Node node = best.getValue().pollLast();
            if (best.getValue().isEmpty()) {
                open.remove(best.getKey());
            }
            if (missing(node.state) == 0) {
                return new Outcome(Optional.of(legs(node)), false);
            }
            if (node.steps > seen.getOrDefault(ShortBuffer.wrap(node.state), Integer.MAX_VALUE)) {
                continue;
            }
            if (!expand(node)) {
                return new Outcome(Optional.empty(), false);
            }
        }
        return new Outcome(Optional.empty(), true);
    }

    private void push(Node node) {
        ShortBuffer key = ShortBuffer.wrap(node.state);
        if (node.steps < seen.getOrDefault(key, Integer.MAX_VALUE)) {
            seen.put(key, node.steps);
            open.computeIfAbsent(node.steps + missing(node.state), any -> new ArrayDeque<>())
                    .addLast(node);
        }
    }

    private int missing(short[] state) {
        int missing = 0;
        for (int i = 0; i < state.length; i++) {
            missing += state[i] == pieces.get(i).goal() ? 0 : 1;
        }
        return missing;
    }

    /** Adds all states one step further; whether the limits allowed that. */
    private boolean expand(Node node) {
        long[][] free = free(node.state);
        for (int i = 0; i < pieces.size(); i++) {
            if (fixed.contains(i)) {
                continue;
            }
            checks += hosts.size();
            if (checks > MOST_CHECKS || seen.size() > MOST_STATES) {
                return false;
            }
            for (int host = 0; host < hosts.size(); host++) {
                step(node, i, host, free);
            }
        }
        return true;
    }

    private void step(Node node, int number, int host, long[][] free) {
        Piece piece = pieces.get(number);
        int at = node.state[number] / 2;
        boolean off = node.state[number] % 2 == 1;
        boolean room = free[host][0] >= piece.guest().memory().bytes()
                && free[host][1] >= piece.guest().vcpus();
        if (host == at) {
            if (piece.stops() && piece.guest().active() && (!off || room)) {
                push(after(node, number, code(host, !off)));
            }
            return;
        }
        boolean way = off ? piece.stops() : !piece.stops() && room;
        if (way && alone(node.state, number, host) && eligible(piece.guest(), at, host)) {
            push(after(node, number, code(host, off)));
        }
    }

    private boolean eligible(SiteGuest guest, int from, int to) {
        return eligibility
                .obstacle(guest.at(hosts.get(from).key()), hosts.get(to).host())
                .isEmpty();
    }

    private boolean alone(short[] state, int number, int host) {
        for (int group : pieces.get(number).apart()) {
            for (int other = 0; other < state.length; other++) {
                if (other != number
                        && state[other] / 2 == host
                        && pieces.get(other).apart().contains(group)) {
                    return false;
                }
            }
        }
        return true;
    }

    private long[][] free(short[] state) {
        long[][] free = new long[hosts.size()][];
        for (int host = 0; host < free.length; host++) {
            free[host] = capacity.get(host).clone();
        }
        for (int i = 0; i < state.length; i++) {
            if (state[i] % 2 == 0) {
                free[state[i] / 2][0] -= pieces.get(i).guest().memory().bytes();
                free[state[i] / 2][1] -= pieces.get(i).guest().vcpus();
            }
        }
        return free;
    }

    private static Node after(Node node, int number, short to) {
        short[] state = node.state.clone();
        state[number] = to;
        return new Node(state, node.steps + 1, Optional.of(node));
    }

    private List<Errand> legs(Node goal) {
        List<Errand> legs = new ArrayList<>();
        Optional<Node> node = Optional.of(goal);
        while (node.isPresent() && node.get().before.isPresent()) {
            legs.add(leg(node.get().before.get().state, node.get().state));
            node = node.get().before;
        }
        Collections.reverse(legs);
        return legs;
    }

    private Errand leg(short[] before, short[] after) {
        int number = 0;
        while (before[number] == after[number]) {
            number++;
        }
        Piece piece = pieces.get(number);
        boolean off = before[number] % 2 == 1;
        Kind standing = off ? Kind.START : Kind.STOP;
        Kind going = off ? Kind.COLD : Kind.LIVE;
        Errand leg = new Errand(
                piece.guest(),
                piece.apart().stream().mapToInt(Integer::intValue).toArray(),
                hosts.get(before[number] / 2),
                hosts.get(after[number] / 2),
                List.of(before[number] / 2 == after[number] / 2 ? standing : going));
        leg.hurry();
        return leg;
    }
}
