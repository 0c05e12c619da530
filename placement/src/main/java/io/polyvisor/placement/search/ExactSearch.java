package io.polyvisor.placement.search;

import io.polyvisor.placement.site.HostKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries every assignment that could still be the best, and so proves what is best, or that there is none.
 *
 * <p>The unit that fewest hosts are left for comes next; its hosts are tried the cheapest first. A branch is left when a unit finds no
 * host, when what is placed, what the others cost at least and what hosts they need at least is no better than the best known, or when
 * a pool is too weak: placing more guests never makes it stronger. Of hosts that do not differ only one is tried, unless what their
 * pools survive is looked at, where they might.
 */
final class ExactSearch {
    private static final long STEPS_OF_ADMISSION = 100;
    private final Workload work;
    private final Admission admission;
    private final int[] sorts;
    private final long stepsOfNode;
    private long steps;
    private long ceiling;
    private @Nullable Packing best;
    private boolean finished = true;

    /** Below or at that price, in that many steps at most. */
    ExactSearch(Workload work, Admission admission, long ceiling, long steps) {
        this.work = work;
        this.admission = admission;
        this.ceiling = ceiling;
        this.steps = steps;
        this.stepsOfNode = 1 + (long) work.units * work.hosts / 64;
        this.sorts = sorts();
    }

    /** The cheapest assignment that was found; null for none. */
    @Nullable
    Packing search() {
        place(new Packing(work), 0);
        return best;
    }

    /** Whether everything was tried: then the best is the best, and none is none. */
    boolean isFinished() {
        return finished;
    }

    private void place(Packing packing, int placed) {
        steps -= stepsOfNode;
        if (steps < 0) {
            finished = false;
            return;
        }
        long price = packing.price();
        if (placed == work.units) {
            best = packing.copy();
            ceiling = price - 1;
            return;
        }
        int unit = next(packing, price);
        if (unit < 0) {
            return;
        }
        Set<Integer> tried = new HashSet<>();
        for (int host : cheapestFirst(packing, unit)) {
            boolean untouched = packing.count(host) == 0 && sorts[host] >= 0;
            if (untouched && !tried.add(sorts[host])) {
                continue;
            }
            if (price + packing.priceOf(unit, host) <= ceiling) {
                follow(packing, unit, host, placed);
            }
            if (!finished) {
                return;
            }
        }
    }

    /** Goes on with the unit on that host, if the host's pool still survives what it must. */
    private void follow(Packing packing, int unit, int host, int placed) {
        if (!admission.isNeeded()) {
            packing.put(unit, host);
            place(packing, placed + 1);
            packing.take(unit);
            return;
        }
        steps -= STEPS_OF_ADMISSION;
        HostKey key = work.grid.host(host);
        boolean admitted = admission.put(work.names(unit), key, () -> work.grid.named(work.places(packing.at)));
        if (admitted) {
            packing.put(unit, host);
            place(packing, placed + 1);
            packing.take(unit);
        }
        admission.take(work.names(unit), key);
    }

    /** The unit that fewest hosts are left for; -1 when one finds none, or when all of them cost too much. */
    private int next(Packing packing, long price) {
        int next = -1;
        int fewest = Integer.MAX_VALUE;
        long least = price;
        long memory = 0;
        for (int unit = 0; unit < work.units; unit++) {
            if (packing.at[unit] >= 0) {
                continue;
            }
            int count = 0;
            long cheapest = Long.MAX_VALUE;
            BitSet open = work.open[unit];
            for (int host = open.nextSetBit(0); host >= 0; host = open.nextSetBit(host + 1)) {
                if (packing.fits(unit, host)) {
                    count++;
                    cheapest = Math.min(cheapest, work.guestPrice[host]);
                }
            }
            if (count == 0) {
                return -1;
            }
            memory += work.memory[unit];
            least += cheapest * work.heads[unit];
            if (count < fewest) {
                fewest = count;
                next = unit;
            }
        }
        return least + priceOfMoreHosts(packing, memory) <= ceiling ? next : -1;
    }

    /** What it costs at least to have room for so much memory more, beside what hosts in use have free. */
    private long priceOfMoreHosts(Packing packing, long memory) {
        long missing = memory;
        long most = 0;
        long cheapest = Long.MAX_VALUE;
        for (int host = 0; host < work.hosts; host++) {
            if (packing.active[host] > 0) {
                missing -= Math.max(0, packing.freeMemory[host]);
            } else {
                most = Math.max(most, packing.freeMemory[host]);
                cheapest = Math.min(cheapest, work.hostPrice[host]);
            }
        }
        return missing <= 0 || most <= 0 ? 0 : (missing + most - 1) / most * cheapest;
    }

    private List<Integer> cheapestFirst(Packing packing, int unit) {
        List<Integer> hosts = new ArrayList<>();
        BitSet open = work.open[unit];
        for (int host = open.nextSetBit(0); host >= 0; host = open.nextSetBit(host + 1)) {
            if (packing.fits(unit, host)) {
                hosts.add(host);
            }
        }
        hosts.sort(Comparator.comparingLong((Integer host) -> packing.priceOf(unit, host))
                .thenComparingDouble(host -> packing.load(host, work.memory[unit], work.vcpus[unit]))
                .thenComparing(host -> host));
        return hosts;
    }

    /** Equal numbers for hosts that do not differ while nothing is put on them; -1 for those that are like no other. */
    private int[] sorts() {
        int[] numbers = new int[work.hosts];
        List<List<Object>> known = new ArrayList<>();
        for (int host = 0; host < work.hosts; host++) {
            numbers[host] = -1;
            int each = host;
            boolean bare = work.present[host] == 0
                    && java.util.Arrays.stream(work.kept).noneMatch(kept -> kept.get(each));
            if (bare && !admission.isNeeded()) {
                BitSet units = new BitSet();
                for (int unit = 0; unit < work.units; unit++) {
                    units.set(unit, work.open[unit].get(host));
                }
                List<Object> sort = List.of(
                        units,
                        work.freeMemory[host],
                        work.freeVcpus[host],
                        work.guestPrice[host],
                        work.hostPrice[host]);
                numbers[host] = known.indexOf(sort);
                if (numbers[host] < 0) {
                    numbers[host] = known.size();
                    known.add(sort);
                }
            }
        }
        return numbers;
    }
}
