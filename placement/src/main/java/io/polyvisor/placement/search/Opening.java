package io.polyvisor.placement.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * In which order hosts are put into use: next comes the host that takes most of what is still to be placed for its price.
 *
 * <p>Units to which the same hosts are open are one flow. A flow is thought to spread over its hosts in proportion to their room, as a
 * fluid; a host that was taken into use is filled with them and leaves the others less. So every sort of host (vendor, VLANs) comes into
 * use in the proportion in which it is needed, hosts that are open to more flows come before others, and rare ones are there in time.
 */
final class Opening {
    private static final int MOST_FLOWS = 128;
    private final Workload work;
    private final List<BitSet> flows;
    private final double[] demand;
    private final double[] room;
    private final double[] size;

    Opening(Workload work, BitSet hosts, int[] units) {
        this.work = work;
        Covering covering = new Covering(work, hosts, units);
        size = new double[work.hosts];
        for (int host = hosts.nextSetBit(0); host >= 0; host = hosts.nextSetBit(host + 1)) {
            size[host] = covering.worth(host);
        }
        double memory = Math.max(
                1, IntStream.of(units).mapToLong(unit -> work.memory[unit]).sum());
        double vcpus = Math.max(
                1, IntStream.of(units).mapToLong(unit -> work.vcpus[unit]).sum());
        Map<BitSet, Double> wanted = new LinkedHashMap<>();
        for (int unit : units) {
            double share = Math.max(work.memory[unit] / memory, work.vcpus[unit] / vcpus);
            wanted.merge(work.open[unit], share, Double::sum);
        }
        flows = wanted.keySet().stream()
                .sorted(Comparator.comparingDouble(flow -> -wanted.getOrDefault(flow, 0.0)))
                .limit(MOST_FLOWS)
                .toList();
        demand = flows.stream()
                .mapToDouble(flow -> wanted.getOrDefault(flow, 0.0))
                .toArray();
        room = new double[flows.size()];
        for (int host = hosts.nextSetBit(0); host >= 0; host = hosts.nextSetBit(host + 1)) {
            for (int flow = 0; flow < room.length; flow++) {
                room[flow] += flows.get(flow).get(host) ? size[host] : 0;
            }
        }
    }

    /** These hosts, in the order in which they come into use. */
    List<Integer> order(BitSet hosts) {
        List<List<Integer>> sorts = sorts(hosts);
        List<Integer> order = new ArrayList<>();
        while (!sorts.isEmpty()) {
            int next = 0;
            double most = Double.NEGATIVE_INFINITY;
            for (int sort = 0; sort < sorts.size(); sort++) {
                double worth = worth(sorts.get(sort).get(0));
                if (worth > most) {
                    most = worth;
                    next = sort;
                }
            }
            int host = sorts.get(next).remove(0);
            if (sorts.get(next).isEmpty()) {
                sorts.remove(next);
            }
            order.add(host);
            takeShareOf(host);
        }
        return order;
    }

    /** Hosts that do not differ in room, price and flows; in each the first of them is as good as the others. */
    private List<List<Integer>> sorts(BitSet hosts) {
        Map<List<Object>, List<Integer>> sorts = new LinkedHashMap<>();
        for (int host = hosts.nextSetBit(0); host >= 0; host = hosts.nextSetBit(host + 1)) {
            BitSet open = new BitSet();
            for (int flow = 0; flow < flows.size(); flow++) {
                open.set(flow, flows.get(flow).get(host));
            }
            List<Object> sort = List.of(open, size[host], work.hostPrice[host]);
            sorts.computeIfAbsent(sort, any -> new ArrayList<>()).add(host);
        }
        return new ArrayList<>(sorts.values());
    }

    private double worth(int host) {
        double pressure = 0;
        for (int flow = 0; flow < flows.size(); flow++) {
            pressure += pressureOf(flow, host);
        }
        return pressure * size[host] / Math.max(1, work.hostPrice[host]);
    }

    /** The host is filled with every flow that reaches it, most with those that have least room elsewhere. */
    private void takeShareOf(int host) {
        double pressure = 0;
        for (int flow = 0; flow < flows.size(); flow++) {
            pressure += pressureOf(flow, host);
        }
        for (int flow = 0; flow < flows.size(); flow++) {
            if (flows.get(flow).get(host)) {
                double share = pressure > 0 ? size[host] * pressureOf(flow, host) / pressure : 0;
                demand[flow] = Math.max(0, demand[flow] - share);
                room[flow] = Math.max(0, room[flow] - size[host]);
            }
        }
    }

    private double pressureOf(int flow, int host) {
        return flows.get(flow).get(host) && room[flow] > 0 ? demand[flow] / room[flow] : 0;
    }
}
