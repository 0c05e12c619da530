package io.polyvisor.placement.oracle;

import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Tries every assignment of new guests. */
final class Oracle {
    private final Problem problem;
    private final Law law;
    private final Map<String, HostKey> before = new LinkedHashMap<>();
    private final List<SiteGuest> asked = new ArrayList<>();
    private Optional<Best> best = Optional.empty();

    private Oracle(Problem problem) {
        this.problem = problem;
        law = new Law(problem.site(), problem.policy());
        Question.Place place = (Question.Place) problem.question();
        for (SiteGuest guest : problem.site().guests().values()) {
            guest.place().ifPresent(host -> before.put(guest.name(), host));
            if (guest.place().isEmpty() && place.guests().contains(guest.name())) {
                asked.add(guest);
            }
        }
    }

    /** The best assignment. */
    record Best(Map<String, HostKey> places, long cost, long hosts) {}

    /** The cheapest assignment that holds, and of these one on the fewest hosts where the policy packs; empty when there is none. */
    static Optional<Best> best(Problem problem) {
        Oracle oracle = new Oracle(problem);
        oracle.all(0, new LinkedHashMap<>(oracle.before), true, oracle::consider);
        return oracle.best;
    }

    /** Shows every assignment, whether it holds or not. */
    static void every(Problem problem, Consumer<Tried> look) {
        Oracle oracle = new Oracle(problem);
        oracle.all(0, new LinkedHashMap<>(oracle.before), false, places -> look.accept(oracle.tried(places)));
    }

    /** An assignment that was tried. */
    record Tried(Map<String, HostKey> places, boolean holds) {}

    private Tried tried(Map<String, HostKey> places) {
        boolean mayCome = asked.stream()
                .allMatch(guest -> law.mayCome(guest, problem.site().host(places.get(guest.name())), false));
        return new Tried(Map.copyOf(places), mayCome && law.holdsTogether(before, places));
    }

    private void all(int from, Map<String, HostKey> places, boolean only, Consumer<Map<String, HostKey>> look) {
        if (from == asked.size()) {
            look.accept(places);
            return;
        }
        SiteGuest guest = asked.get(from);
        for (SiteHost host : problem.site().hosts().values()) {
            if (!only || law.mayCome(guest, host, false)) {
                places.put(guest.name(), host.key());
                all(from + 1, places, only, look);
                places.remove(guest.name());
            }
        }
    }

    private void consider(Map<String, HostKey> places) {
        boolean packs = problem.policy().fill() == Policy.Fill.PACK;
        long cost = law.cost(places);
        long hosts = law.used(places);
        boolean better = best.isEmpty()
                || cost < best.get().cost()
                || (packs && cost == best.get().cost() && hosts < best.get().hosts());
        if (better && law.holdsTogether(before, places)) {
            best = Optional.of(new Best(new LinkedHashMap<>(places), cost, hosts));
        }
    }
}
