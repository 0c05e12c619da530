package io.polyvisor.placement.search;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes a complete assignment cheaper: units move to cheaper hosts, if need be in exchange for another one; hosts whose units find
 * places elsewhere for less than the host costs are given up. Every change lowers the price, so it ends.
 */
final class Polishing {
    private static final long MOST_LOOKS = 3_000_000;
    private final Packing packing;
    private final Workload work;
    private long looks = MOST_LOOKS;

    Polishing(Packing packing) {
        this.packing = packing;
        this.work = packing.work;
    }

    /** The same assignment, cheaper. */
    Packing polish() {
        long before = Long.MAX_VALUE;
        while (packing.price() < before && looks > 0) {
            before = packing.price();
            if (pricesOfGuestsDiffer()) {
                dearestFirst().forEach(this::moveToCheaper);
            }
            emptiestFirst().forEach(this::giveUp);
        }
        return packing;
    }

    private boolean pricesOfGuestsDiffer() {
        return IntStream.range(0, work.hosts).anyMatch(host -> work.guestPrice[host] != work.guestPrice[0]);
    }

    private List<Integer> dearestFirst() {
        return IntStream.range(0, work.units)
                .boxed()
                .sorted(Comparator.comparingLong(
                                (Integer unit) -> -work.guestPrice[packing.at[unit]] * work.heads[unit])
                        .thenComparing(unit -> unit))
                .toList();
    }

    private void moveToCheaper(int unit) {
        int from = packing.at[unit];
        packing.take(unit);
        int to = cheapest(unit, packing.priceOf(unit, from), -1);
        packing.put(unit, to < 0 ? from : to);
        if (to < 0) {
            exchange(unit, from);
        }
    }

    /** The cheapest host that the unit fits on for less than that; -1 for none. */
    private int cheapest(int unit, long below, int except) {
        int best = -1;
        long least = below;
        for (int host = work.open[unit].nextSetBit(0); host >= 0; host = work.open[unit].nextSetBit(host + 1)) {
            looks--;
            if (host != except && packing.priceOf(unit, host) < least && packing.fits(unit, host)) {
                least = packing.priceOf(unit, host);
                best = host;
            }
        }
        return best;
    }

    private void exchange(int unit, int from) {
        BitSet open = work.open[unit];
        for (int host = open.nextSetBit(0); host >= 0 && looks > 0; host = open.nextSetBit(host + 1)) {
            if (work.guestPrice[host] < work.guestPrice[from] && !work.isKeptAway(unit, host)) {
                for (int other : packing.unitsOn(host)) {
                    if (exchanged(unit, from, other, host)) {
                        return;
                    }
                }
            }
        }
    }

    private boolean exchanged(int unit, int from, int other, int host) {
        looks--;
        long before = packing.price(from, host);
        packing.take(unit);
        packing.take(other);
        if (packing.fits(unit, host)) {
            packing.put(unit, host);
            long left = before - packing.price(from, host);
            int to = left > 0 ? cheapest(other, left, -1) : -1;
            if (to >= 0) {
                packing.put(other, to);
                return true;
            }
            packing.take(unit);
        }
        packing.put(other, host);
        packing.put(unit, from);
        return false;
    }

    private List<Integer> emptiestFirst() {
        return IntStream.range(0, work.hosts)
                .filter(host -> work.hostPrice[host] > 0 && work.present[host] == 0 && packing.count(host) > 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer host) -> packing.active[host])
                        .thenComparing(host -> host))
                .toList();
    }

    private void giveUp(int host) {
        int[] units = packing.unitsOn(host);
        int[] moved = new int[units.length];
        long left = packing.price(host, host);
        int done = 0;
        while (done < units.length && left > 0 && looks > 0) {
            packing.take(units[done]);
            int to = cheapest(units[done], left, host);
            if (to < 0) {
                packing.put(units[done], host);
                break;
            }
            left -= packing.priceOf(units[done], to);
            packing.put(units[done], to);
            moved[done++] = to;
        }
        if (done < units.length || left <= 0) {
            for (int index = 0; index < done; index++) {
                packing.take(units[index]);
                packing.put(units[index], host);
            }
        }
    }
}
