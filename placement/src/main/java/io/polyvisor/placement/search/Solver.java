package io.polyvisor.placement.search;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds places for the units of a workload: by construction, polished, and then, where the problem is small, by trying everything.
 *
 * <p>What is found is feasible in every respect: capacity and groups by construction, price and failover because they are looked at
 * before it is taken. It is the best when its price is the bound, or when everything was tried.
 */
final class Solver {
    private static final int SMALL = 8192;
    private static final int FEW = 2;
    private static final int MOST_COPIES = 4;
    private static final int[] HEADROOMS = {5, 15, 30};
    private final Workload work;
    private final Admission admission;
    private final long ceiling;
    private final long steps;
    private final long least;
    private final boolean impossible;
    private @Nullable Packing best;
    private boolean proved;

    /** With prices at or below the ceiling, and so many steps of trying everything. */
    Solver(Workload work, Admission admission, long ceiling, long steps) {
        this.work = work;
        this.admission = admission;
        this.ceiling = ceiling;
        this.steps = steps;
        impossible = hasHomeless() || new FewestHosts(work).areTooMany();
        least = impossible ? Long.MAX_VALUE : new PriceBound(work).least();
    }

    /** Looks for the best assignment. */
    void solve() {
        if (impossible || least > ceiling) {
            proved = true;
            return;
        }
        boolean small = (long) work.units * work.hosts <= SMALL;
        if (!small || work.units > FEW) {
            construct();
        }
        if (small && !proved) {
            tryEverything();
        }
        if (small && best == null && !proved) {
            construct();
        }
    }

    /** The best assignment that was found; null for none. */
    @Nullable
    Packing best() {
        return best;
    }

    /** Whether nothing better exists: and nothing at all, when there is no best. */
    boolean isProved() {
        return proved;
    }

    /** What no assignment costs less than. */
    long least() {
        return least;
    }

    private boolean hasHomeless() {
        for (BitSet open : work.open) {
            if (open.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** As it comes; and while pools are too weak, with rooms kept free for their biggest guests, then with all hosts less full. */
    private void construct() {
        Set<String> weak = attempt(work);
        List<Spares.Spare> spares = weak.isEmpty() ? List.of() : admission.spares(weak);
        for (int copies = 1; copies <= MOST_COPIES && !weak.isEmpty() && !spares.isEmpty(); copies++) {
            weak = attempt(work.withSpares(spares, copies));
        }
        for (int index = 0; index < HEADROOMS.length && !weak.isEmpty(); index++) {
            weak = attempt(work.withHeadroom(admission.hostsOf(weak), HEADROOMS[index]));
        }
    }

    /** The pools that are too weak with what is found; none when it is kept, or when nothing is found. */
    private Set<String> attempt(Workload tighter) {
        Packing packing = new Construction(tighter).build();
        if (!packing.isComplete()) {
            return Set.of();
        }
        Packing polished = packing.price() == least ? packing : new Polishing(packing).polish();
        Set<String> weak = admission.weakened(work.places(polished.at));
        if (weak.isEmpty()) {
            keep(polished);
        }
        return weak;
    }

    private void keep(Packing packing) {
        Packing whole = new Packing(work);
        for (int unit = 0; unit < work.units; unit++) {
            whole.put(unit, packing.at[unit]);
        }
        if (whole.price() <= ceiling) {
            best = whole;
            proved = whole.price() == least;
        }
    }

    private void tryEverything() {
        long below = best == null ? ceiling : best.price() - 1;
        ExactSearch exact = new ExactSearch(work, admission, below, steps);
        Packing better = exact.search();
        best = better == null ? best : better;
        proved = exact.isFinished() || (best != null && best.price() == least);
    }
}
