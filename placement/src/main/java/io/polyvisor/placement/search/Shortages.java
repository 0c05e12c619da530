package io.polyvisor.placement.search;

import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out why guests cannot be placed: as few of them as conflict, what stands in their way together, and what would help.
 *
 * <p>A guest is left out of the conflict when the others are proved to be impossible without it. What remains is minimal when for each
 * of them places for all the others were found; when a trial stays undecided the guest is kept, and the conflict is not called minimal.
 */
final class Shortages {
    private static final int MOST_TRIALS = 150;
    private static final long WORK_OF_TRIALS = 1_000_000;
    private final Site site;
    private final Policy policy;
    private final Ask ask;
    private final Effort effort;
    private int trials;
    private boolean minimal = true;

    Shortages(Site site, Policy policy, Ask ask, Effort effort) {
        this.site = site;
        this.policy = policy;
        this.ask = ask;
        this.effort = effort;
        long size = Math.max(1, (long) site.hosts().size() * site.guests().size());
        trials = (int) Math.min(MOST_TRIALS, WORK_OF_TRIALS / size);
    }

    /** Why these guests find no places. */
    Shortage of(Set<String> guests, boolean proved) {
        Set<String> conflict = proved ? conflict(new TreeSet<>(guests)) : new TreeSet<>(guests);
        boolean least = proved && minimal;
        Relaxing relaxing = new Relaxing(site, policy, ask, conflict, effort);
        Set<Constraint> constraints = relaxing.constraints();
        String why = new Complaint(site, policy, conflict, constraints).words(proved);
        List<Shortage.Addition> additions =
                new Additions(site, policy, ask, conflict, constraints, effort).cheapestFirst();
        return new Shortage(conflict, constraints, least, why, additions);
    }

    /** Leaves out guests by halves, quarters and so on, down to single ones. */
    private Set<String> conflict(Set<String> guests) {
        List<String> left = new ArrayList<>(guests);
        for (int size = Math.max(1, left.size() / 2); size >= 1; size = size == 1 ? 0 : (size + 1) / 2) {
            int from = 0;
            while (from < left.size() && left.size() > 1) {
                int to = Math.min(left.size(), from + size);
                List<String> others = new ArrayList<>(left.subList(0, from));
                others.addAll(left.subList(to, left.size()));
                if (!others.isEmpty() && isImpossible(others, size == 1)) {
                    left = others;
                } else {
                    from = to;
                }
            }
        }
        return new LinkedHashSet<>(left);
    }

    private boolean isImpossible(List<String> guests, boolean single) {
        if (trials-- <= 0) {
            minimal = false;
            return false;
        }
        Trial trial = Trial.of(site, policy, ask.only(Set.copyOf(guests)), effort);
        boolean decided = trial.best() != null || trial.proved();
        minimal &= decided || !single;
        return decided && trial.best() == null;
    }
}
