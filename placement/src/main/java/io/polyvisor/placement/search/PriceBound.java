package io.polyvisor.placement.search;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * What no assignment can cost less than, in the workload's prices: guests and hosts, each at least.
 *
 * <p>Guests: of those that a price is open to, only so many find room at that price or a lower one; even if the smallest go there, the
 * others pay the next price. Hosts: as many as are needed, each at the lowest price; or, when that says more, each unit pays its share
 * of the memory, of the processors or of a mixture of both of the host that is cheapest for it, the guests' price included.
 */
final class PriceBound {
    private static final double ROUNDING = 1e-9;
    private final Workload work;
    private final int[] paying;

    PriceBound(Workload work) {
        this.work = work;
        paying = IntStream.range(0, work.units)
                .filter(unit -> work.heads[unit] > 0)
                .toArray();
    }

    /** The bound. */
    long least() {
        long already = IntStream.range(0, work.hosts)
                .filter(host -> work.present[host] > 0)
                .mapToLong(host -> work.hostPrice[host])
                .sum();
        return already + Math.max(guests() + new FewestHosts(work).priceInAll(), shares());
    }

    private long guests() {
        long[] prices = Arrays.stream(work.guestPrice).sorted().distinct().toArray();
        if (prices.length == 0) {
            return 0;
        }
        long heads = IntStream.of(paying).mapToLong(unit -> work.heads[unit]).sum();
        long least = prices[prices.length - 1] * heads;
        for (int price = 0; price + 1 < prices.length; price++) {
            least -= (prices[price + 1] - prices[price]) * mostAt(prices[price]);
        }
        return least;
    }

    /** How many guests can be had at that price or a lower one, at most. */
    private long mostAt(long price) {
        BitSet hosts = new BitSet();
        IntStream.range(0, work.hosts)
                .filter(host -> work.guestPrice[host] <= price)
                .forEach(hosts::set);
        int[] units = IntStream.of(paying)
                .filter(unit -> work.open[unit].intersects(hosts))
                .toArray();
        long memory = hosts.stream()
                .mapToLong(host -> Math.max(0, work.freeMemory[host]))
                .sum();
        long vcpus = hosts.stream()
                .mapToLong(host -> Math.max(0, work.freeVcpus[host]))
                .sum();
        return Math.min(
                most(
                        IntStream.of(units)
                                .mapToLong(unit -> perHead(work.memory[unit], unit))
                                .toArray(),
                        units,
                        memory),
                most(
                        IntStream.of(units)
                                .mapToLong(unit -> perHead(work.vcpus[unit], unit))
                                .toArray(),
                        units,
                        vcpus));
    }

    private long perHead(long amount, int unit) {
        return amount / work.heads[unit];
    }

    private long most(long[] perHead, int[] units, long room) {
        long[] each = IntStream.range(0, units.length)
                .flatMap(index -> IntStream.generate(() -> index).limit(work.heads[units[index]]))
                .mapToLong(index -> perHead[index])
                .sorted()
                .toArray();
        long left = room;
        int count = 0;
        while (count < each.length && each[count] <= left) {
            left -= each[count];
            count++;
        }
        return count;
    }

    private long shares() {
        if (Arrays.stream(work.guestPrice).distinct().count() < 2) {
            return 0;
        }
        return Math.max(Math.max(shares(0), shares(1)), Math.max(shares(0.5), shares(0.25)));
    }

    /** The same with what a unit takes of a host weighed like that: the same weights for all, or it would not be a bound. */
    private long shares(double weightOfMemory) {
        double sum = 0;
        for (int unit : paying) {
            double cheapest = Double.POSITIVE_INFINITY;
            for (int host = work.open[unit].nextSetBit(0); host >= 0; host = work.open[unit].nextSetBit(host + 1)) {
                double share = weightOfMemory * work.memory[unit] / Math.max(1, work.freeMemory[host])
                        + (1 - weightOfMemory) * work.vcpus[unit] / Math.max(1, work.freeVcpus[host]);
                double opening = work.present[host] > 0 ? 0 : work.hostPrice[host] * share;
                cheapest = Math.min(cheapest, (double) work.guestPrice[host] * work.heads[unit] + opening);
            }
            sum += cheapest;
        }
        return sum == Double.POSITIVE_INFINITY ? 0 : (long) Math.ceil(sum * (1 - ROUNDING) - ROUNDING);
    }
}
