package io.polyvisor.placement.search;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts units on a given set of hosts: the hardest first, each where the load stays most even; then what is left over is squeezed in by
 * pushing out at most two easier units, which are placed anew.
 *
 * <p>Why this ends: a push either leaves nothing over that was not before, or replaces a unit without a place by units that are
 * together easier to place. The difficulty of what is left over falls with every step, and never rises.
 */
final class Fitting {
    private final Packing packing;
    private final Workload work;
    private final BitSet hosts;
    private final Sizes sizes;
    private long steps;

    /** Onto these hosts, in that many steps of repair at most: a step looks at one host for one unit. */
    Fitting(Packing packing, BitSet hosts, long steps) {
        this.packing = packing;
        this.work = packing.work;
        this.hosts = hosts;
        this.sizes = new Sizes(work, hosts);
        this.steps = steps;
    }

    /** Places these units, as many as go; whether all have a place. */
    boolean place(IntStream units) {
        PriorityQueue<Integer> left = new PriorityQueue<>(
                Comparator.comparingDouble((Integer unit) -> -sizes.of(unit)).thenComparing(unit -> unit));
        for (int unit : sizes.hardestFirst(units)) {
            if (!putEvenly(unit)) {
                left.add(unit);
            }
        }
        boolean all = true;
        for (Integer unit = left.poll(); unit != null; unit = left.poll()) {
            if (putEvenly(unit)) {
                continue;
            }
            Push push = steps > 0 ? easiestPush(unit) : null;
            if (push == null) {
                all = false;
                continue;
            }
            for (int out : push.out()) {
                packing.take(out);
                left.add(out);
            }
            packing.put(unit, push.host());
        }
        return all;
    }

    long stepsLeft() {
        return steps;
    }

    private boolean putEvenly(int unit) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int host = hosts.nextSetBit(0); host >= 0; host = hosts.nextSetBit(host + 1)) {
            if (packing.fits(unit, host)) {
                double load = packing.load(host, work.memory[unit], work.vcpus[unit]);
                if (load < least) {
                    least = load;
                    best = host;
                }
            }
        }
        if (best >= 0) {
            packing.put(unit, best);
        }
        return best >= 0;
    }

    /** The push after which what is left over is easiest to place; null when none makes it easier. */
    private @Nullable Push easiestPush(int unit) {
        Pushing pushing = new Pushing(packing, sizes, unit);
        for (int host = hosts.nextSetBit(0); host >= 0; host = hosts.nextSetBit(host + 1)) {
            if (work.open[unit].get(host) && !work.isKeptAway(unit, host)) {
                steps--;
                pushing.lookAt(host);
            }
        }
        return pushing.best();
    }

    /** Units that make room on a host. */
    record Push(int host, List<Integer> out) {}
}
