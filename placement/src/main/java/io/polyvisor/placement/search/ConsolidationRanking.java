package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * In which order hosts are emptied, and how many moves that takes at least. What is left must hold all guests, so hosts of great capacity
 * are the dearer the more hosts are emptied: a price on capacity, by which no choice of hosts that is possible is underestimated
 * (Lagrangian relaxation). Where all hosts are equal, the price is 0.
 */
final class ConsolidationRanking {
    private static final int PRICES = 48;

    private final MovesBoard start;
    private final List<Integer> up;
    private final List<Integer> candidates;
    private final int[] guests;
    private final int all;
    private final double slackMemory;
    private final double slackVcpus;

    ConsolidationRanking(MovesBoard start, List<Integer> up, List<Integer> candidates) {
        this.start = start;
        this.up = up;
        this.candidates = candidates;
        guests = new int[start.hosts()];
        double memory = 0;
        double vcpus = 0;
        int sum = 0;
        for (int host : up) {
            guests[host] = start.guests(host);
            sum += guests[host];
            if (start.activeGuests(host) > 0) {
                memory += Math.max(0, start.freeMemory(host));
                vcpus += Math.max(0, start.freeVcpus(host));
            }
        }
        all = sum;
        slackMemory = memory;
        slackVcpus = vcpus;
    }

    /** The candidates, first those whose emptying is cheapest when so many are to be emptied. */
    List<Integer> ranked(int hosts) {
        Price best = price(hosts);
        return ranked(best::of);
    }

    /** The candidates, first those that cost the least. */
    List<Integer> ranked(ToDoubleFunction<Integer> cost) {
        List<Integer> ranked = new ArrayList<>(candidates);
        ranked.sort(Comparator.comparingDouble(cost));
        return ranked;
    }

    /** The candidates, first those with the least room: what is left holds the most, whatever it costs in moves. */
    List<Integer> smallestFirst() {
        List<Integer> ranked = new ArrayList<>(candidates);
        ranked.sort(Comparator.comparingDouble(this::size).thenComparingInt(host -> guests[host]));
        return ranked;
    }

    private double size(int host) {
        return start.grid().memory(host) / Math.max(1, slackMemory)
                + start.grid().vcpus(host) / Math.max(1, slackVcpus);
    }

    /** No choice of so many hosts takes fewer moves. */
    int leastMoves(int hosts) {
        return (int) Math.ceil(bound(price(hosts), hosts) - 1e-6);
    }

    /** Prices for all units, beside the one on capacity that is best for so many hosts. */
    ConsolidationPrices prices(int hosts) {
        Price price = price(hosts);
        return new ConsolidationPrices(start, up, candidates, hosts, price);
    }

    private Price price(int hosts) {
        Price best = new Price(0, 0);
        double most = bound(best, hosts);
        double memory = 16.0 * all / Math.max(1, slackMemory);
        double vcpus = 16.0 * all / Math.max(1, slackVcpus);
        for (int i = 0; i < PRICES; i++) {
            for (Price price : List.of(new Price(memory, 0), new Price(0, vcpus))) {
                double bound = bound(price, hosts);
                if (bound > most + 1e-6) {
                    most = bound;
                    best = price;
                }
            }
            memory *= 0.75;
            vcpus *= 0.75;
        }
        return best;
    }

    private double bound(Price price, int hosts) {
        double[] prices = candidates.stream().mapToDouble(price::of).sorted().toArray();
        double sum = 0;
        for (int i = 0; i < hosts; i++) {
            sum += prices[i];
        }
        double next = hosts < prices.length ? prices[hosts] : Double.POSITIVE_INFINITY;
        for (int host : up) {
            sum -= start.activeGuests(host) > 0 ? 0 : Math.max(0, price.of(host) - next);
        }
        return sum - price.slack();
    }

    /** What emptying a host costs: its guests, and what their going takes of the room that is free elsewhere. */
    final class Price {
        private final double memory;
        private final double vcpus;

        Price(double memory, double vcpus) {
            this.memory = memory;
            this.vcpus = vcpus;
        }

        /** What the room is worth that is free already. */
        double slack() {
            return memory * slackMemory + vcpus * slackVcpus;
        }

        double of(int host) {
            return guests[host]
                    + memory * Math.max(0, start.grid().memory(host))
                    + vcpus * Math.max(0, start.grid().vcpus(host));
        }
    }
}
