package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds places for guests that have none. Stateless. */
public final class Placing {
    private Placing() {}

    /** Answers that question. */
    public static Answer answer(Site site, Policy policy, Question.Place question, Effort effort) {
        Ask ask = Ask.places(site, question.guests());
        Trial trial = Trial.of(site, policy, ask, effort);
        Packing best = trial.best();
        Money now = Tally.now(site);
        return best == null
                ? unanswered(site, policy, question, now, ask, trial, effort)
                : answered(site, question, now, trial, best);
    }

    /** What a trial found, for a question about that site. */
    static Answer answered(Site site, Question question, Money now, Trial trial, Packing best) {
        int[] places = trial.work().places(best.at);
        Tally after = new Tally(trial.grid(), places);
        List<Bound> bounds = bounds(trial, best, after);
        boolean tight = bounds.stream().allMatch(Bound::tight);
        return new Answer(
                question,
                tight ? Verdict.OPTIMAL : Verdict.FEASIBLE,
                inOrder(site, trial.grid().named(places)),
                Set.of(),
                List.of(),
                List.of(),
                now,
                after.cost(),
                bounds,
                Optional.empty());
    }

    /** The cost; and where guests are packed, the hosts: for that least cost, when the cost is known to be the least. */
    private static List<Bound> bounds(Trial trial, Packing best, Tally after) {
        Tally others = trial.others();
        long scale = trial.work().hosts + 1L;
        long least = trial.proved() ? best.price() : trial.least();
        long reached = after.cost().hundredths();
        long cheapest = Math.max(others.cost().hundredths(), trial.costBeside() + Math.floorDiv(least, scale));
        List<Bound> bounds = new ArrayList<>();
        bounds.add(new Bound("cost", reached, cheapest));
        if (trial.packed()) {
            long fewest = cheapest == reached ? Math.floorMod(least, scale) : 0;
            long needed = (long) others.hostsUsed() + trial.moreHosts();
            bounds.add(new Bound("hosts used", after.hostsUsed(), Math.max(fewest, needed)));
        }
        return bounds;
    }

    /** What a trial that found nothing shows. */
    static Answer unanswered(
            Site site, Policy policy, Question question, Money now, Ask ask, Trial trial, Effort effort) {
        Set<String> unplaced = ask.guests().stream()
                .filter(guest ->
                        site.guest(guest).place().isEmpty() || ask.lifted().contains(guest))
                .collect(Collectors.toCollection(TreeSet::new));
        Shortage shortage = new Shortages(site, policy, ask, effort).of(unplaced, trial.proved());
        return unfound(ask.before(), question, unplaced, now, trial.proved(), shortage);
    }

    /** No assignment: everybody is where it is. */
    static Answer unfound(
            Site site, Question question, Set<String> unplaced, Money now, boolean proved, Shortage shortage) {
        Map<String, HostKey> places = new LinkedHashMap<>();
        site.guests().forEach((name, guest) -> guest.place().ifPresent(place -> places.put(name, place)));
        return new Answer(
                question,
                proved ? Verdict.INFEASIBLE : Verdict.UNDECIDED,
                places,
                unplaced,
                List.of(),
                List.of(),
                now,
                now,
                List.of(),
                Optional.of(shortage));
    }

    /** These places, in the order of the site's guests. */
    static Map<String, HostKey> inOrder(Site site, Map<String, HostKey> places) {
        Map<String, HostKey> ordered = new LinkedHashMap<>();
        for (String guest : site.guests().keySet()) {
            HostKey place = places.get(guest);
            if (place != null) {
                ordered.put(guest, place);
            }
        }
        return ordered;
    }
}
