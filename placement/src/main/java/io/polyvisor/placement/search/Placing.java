package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
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

/** Finds places for guests that have none. Stateless. */
public final class Placing {
    private Placing() {}

    /** Answers that question. */
    public static Answer answer(Site site, Policy policy, Question.Place question, Effort effort) {
        Grid grid = new Grid(site, policy, Eligibility.of(site, policy));
        Workload work = Workload.of(grid, site, policy, question.guests());
        Money before = new Tally(grid, grid.places()).cost();
        Packing packing = new Construction(work).build();
        if (!packing.isComplete()) {
            return new Answer(
                    question,
                    Verdict.UNDECIDED,
                    Map.of(),
                    Set.of(),
                    List.of(),
                    List.of(),
                    before,
                    before,
                    List.of(),
                    Optional.empty());
        }
        int[] places = work.places(packing.at);
        Tally after = new Tally(grid, places);
        List<Bound> bounds = new ArrayList<>();
        int used = new Tally(grid, grid.places()).hostsUsed();
        if (policy.fill() == Policy.Fill.PACK) {
            bounds.add(new Bound("hosts used", after.hostsUsed(), used + new FewestHosts(work).inAll()));
        }
        return new Answer(
                question,
                bounds.stream().allMatch(Bound::tight) ? Verdict.OPTIMAL : Verdict.FEASIBLE,
                inOrder(site, grid.named(places)),
                Set.of(),
                List.of(),
                List.of(),
                before,
                after.cost(),
                bounds,
                Optional.empty());
    }

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
