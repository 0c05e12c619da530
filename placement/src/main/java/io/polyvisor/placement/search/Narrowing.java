package io.polyvisor.placement.search;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds how few hosts will do, by trying: a number slightly above what is needed at least, more while it is too few, and then halfway
 * down towards the bound while it is enough. Each try begins anew: an even filling of a given number of hosts wastes less than emptying
 * hosts that were filled without knowing the number.
 */
final class Narrowing {
    private final Packing before;
    private final BitSet free;
    private final List<Integer> order;
    private final int[] units;
    private final long looks;

    /** From that state, with the free hosts and as many as needed of the others, in their order. */
    Narrowing(Packing before, BitSet free, List<Integer> order, int[] units, long looks) {
        this.before = before;
        this.free = free;
        this.order = order;
        this.units = units;
        this.looks = looks;
    }

    /** The best that is found, when at least so many hosts are needed; not complete when all of them are too few. */
    Packing from(int least) {
        int enough = Math.min(order.size(), least + least / 100 + 1);
        int tooFew = least - 1;
        Try best = attempt(enough);
        while (!best.all && enough < order.size()) {
            tooFew = enough;
            enough = Math.min(order.size(), enough + Math.max(1, (enough - least) * 2));
            best = attempt(enough);
        }
        while (best.all && enough - tooFew > 1) {
            int middle = tooFew + (enough - tooFew) / 2;
            Try next = attempt(middle);
            if (next.all) {
                best = next;
                enough = middle;
            } else {
                tooFew = middle;
            }
        }
        return best.packing;
    }

    private Try attempt(int count) {
        BitSet hosts = (BitSet) free.clone();
        order.subList(0, count).forEach(hosts::set);
        Packing packing = before.copy();
        boolean all = new Fitting(packing, hosts, looks).place(IntStream.of(units));
        return new Try(packing, all);
    }

    private record Try(Packing packing, boolean all) {}
}
