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
        Trial trial = Trial.of(site, policy, question.guests(), effort);
        Packing best = trial.best();
        return best == null ? unanswered(site, policy, question, effort, trial) : answered(site, question, trial, best);
    }

    private static Answer answered(Site site, Question question, Trial trial, Packing best) {
        int[] places = trial.work().places(best.at);
        Tally before = new Tally(trial.grid(), trial.grid().places());
        Tally after = new Tally(trial.grid(), places);
        List<Bound> bounds = bounds(trial, best, before, after);
        boolean tight = bounds.stream().allMatch(Bound::tight);
        return new Answer(
                question,
                tight ? Verdict.OPTIMAL : Verdict.FEASIBLE,
                inOrder(site, trial.grid().named(places)),
                Set.of(),
                List.of(),
                List.of(),
                before.cost(),
                after.cost(),
                bounds,
                Optional.empty());
    }

    /** The cost; and where guests are packed, the hosts: for that least cost, when the cost is known to be the least. */
    private static List<Bound> bounds(Trial trial, Packing best, Tally before, Tally after) {
        long scale = trial.work().hosts + 1L;
        long least = trial.proved() ? best.price() : trial.least();
        long reached = after.cost().hundredths();
        long cheapest = Math.max(before.cost().hundredths(), trial.costBeside() + Math.floorDiv(least, scale));
        List<Bound> bounds = new ArrayList<>();
        bounds.add(new Bound("cost", reached, cheapest));
        if (trial.packed()) {
            long fewest = cheapest == reached ? Math.floorMod(least, scale) : 0;
            long needed = before.hostsUsed() + trial.moreHosts();
            bounds.add(new Bound("hosts used", after.hostsUsed(), Math.max(fewest, needed)));
        }
        return bounds;
    }

    private static Answer unanswered(Site site, Policy policy, Question.Place question, Effort effort, Trial trial) {
        Money now = new Tally(trial.grid(), trial.grid().places()).cost();
        Set<String> unplaced = question.guests().stream()
                .filter(guest -> site.guest(guest).place().isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        Optional<Shortage> shortage = Optional.empty();
        return new Answer(
                question,
                trial.proved() ? Verdict.INFEASIBLE : Verdict.UNDECIDED,
                inOrder(site, trial.grid().named(trial.grid().places())),
                unplaced,
                List.of(),
                List.of(),
                now,
                now,
                List.of(),
                shortage);
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
