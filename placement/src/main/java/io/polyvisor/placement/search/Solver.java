package io.polyvisor.placement.search;

import java.util.BitSet;
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
    private static final int[] HEADROOMS = {0, 2, 4, 7, 10, 15, 20, 30, 40, 50};
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

    private void construct() {
        Set<String> weak = Set.of();
        for (int headroom : HEADROOMS) {
            Workload tight = headroom == 0 ? work : work.withHeadroom(admission.hostsOf(weak), headroom);
            Packing packing = new Construction(tight).build();
            if (!packing.isComplete()) {
                return;
            }
            Packing polished = packing.price() == least ? packing : new Polishing(packing).polish();
            weak = admission.weakened(work.places(polished.at));
            if (weak.isEmpty()) {
                keep(polished);
                return;
            }
        }
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
