package io.polyvisor.placement.plan;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.plan.Plan.Obstacle;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is done where guests wait for each other: an order is looked for exactly, or it is said that there is none, and what else helps. */
final class Deadlock {
    private final Site site;
    private final Policy policy;
    private final Answer answer;
    private final Pace pace;
    private final Errands errands;
    private final int after;
    private final List<Obstacle> obstacles = new ArrayList<>();
    private List<Drafted> drafts = List.of();
    private List<Errand> stuck = List.of();

    Deadlock(Site site, Policy policy, Answer answer, Pace pace, Errands errands, int after) {
        this.site = site;
        this.policy = policy;
        this.answer = answer;
        this.pace = pace;
        this.errands = errands;
        this.after = after;
    }

    /** Replaces what was drafted for pools of which an order is found. */
    Deadlock resolve(List<Drafted> drafted, List<Errand> waiting) {
        drafts = drafted;
        stuck = waiting;
        Map<String, List<Errand>> byPool = new TreeMap<>();
        for (Errand errand : waiting) {
            byPool.computeIfAbsent(errand.to().host().pool(), any -> new ArrayList<>())
                    .add(errand);
        }
        Map<String, List<Errand>> scripts = new TreeMap<>();
        byPool.forEach((pool, errands) -> look(pool, errands).ifPresent(legs -> scripts.put(pool, legs)));
        if (!scripts.isEmpty()) {
            redraft(scripts);
        }
        return this;
    }

    private Optional<List<Errand>> look(String pool, List<Errand> waiting) {
        Loads loads = new Loads(site, policy.reserve());
        List<Errand> inPool = errands.over(loads).stream()
                .filter(errand -> concerns(errand, pool))
                .toList();
        boolean alone = inPool.stream().allMatch(Deadlock::movesOnly);
        OrderSearch.Outcome outcome = alone
                ? new OrderSearch(site, policy, loads, answer.engaged(), pool, inPool).search()
                : new OrderSearch.Outcome(Optional.empty(), false);
        if (outcome.legs().isEmpty()) {
            obstacles.add(obstacle(waiting, outcome.proved()));
        }
        return outcome.legs();
    }

    private static boolean concerns(Errand errand, String pool) {
        return errand.to().host().pool().equals(pool)
                || errand.from().host().pool().equals(pool);
    }

    private static boolean movesOnly(Errand errand) {
        return errand.from() != errand.to()
                && !errand.rebuilds()
                && errand.leg().kind() != Leg.Kind.RECOVER
                && errand.leg().kind() != Leg.Kind.PROTECT;
    }

    private Obstacle obstacle(List<Errand> waiting, boolean proved) {
        List<String> guests =
                waiting.stream().map(errand -> errand.guest().name()).sorted().toList();
        String why = proved
                ? "no order of moves exists in which each of them finds room while it runs, whichever guests step aside"
                : "no order was found in which each of them finds room while it runs; it is not proved that there is none";
        return new Obstacle(guests, proved, why, new Alternative(site, policy, pace, errands).to(waiting));
    }

    /** Everything in other pools first, then these pools in the order that was found. */
    private void redraft(Map<String, List<Errand>> scripts) {
        Loads loads = new Loads(site, policy.reserve());
        List<Errand> others = errands.over(loads).stream()
                .filter(errand -> !scripts.containsKey(errand.to().host().pool()))
                .toList();
        List<HostLoad> awakening = answer.engaged().stream().map(loads::of).toList();
        Waves waves = new Waves(
                        loads, new Detours(site, policy, loads), pace, others, after, awakening, Optional.empty())
                .run();
        awakening.forEach(host -> host.ready(true));
        List<Drafted> all = new ArrayList<>(waves.drafts());
        int last = Math.max(waves.last(), awakening.isEmpty() ? 0 : 1);
        for (List<Errand> legs : scripts.values()) {
            List<Drafted> played = new Script(loads, pace, last).play(here(legs, loads));
            last = played.stream().mapToInt(Drafted::wave).max().orElse(last);
            all.addAll(played);
        }
        Set<String> helped = new HashSet<>(scripts.keySet());
        stuck = stuck.stream()
                .filter(errand -> !helped.contains(errand.to().host().pool()))
                .toList();
        drafts = all;
    }

    /** The same legs between the same hosts of other loads. */
    private static List<Errand> here(List<Errand> legs, Loads loads) {
        List<Errand> same = new ArrayList<>();
        for (Errand leg : legs) {
            Errand errand = new Errand(
                    leg.guest(),
                    leg.apart(),
                    loads.of(leg.from().key()),
                    loads.of(leg.to().key()),
                    List.of(leg.leg().kind()));
            errand.hurry();
            same.add(errand);
        }
        return same;
    }

    List<Drafted> drafts() {
        return drafts;
    }

    List<Errand> stuck() {
        return stuck;
    }

    List<Obstacle> obstacles() {
        return obstacles;
    }
}
