package io.polyvisor.testbed;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which faults wait on a wire, whom they struck, and what went over it. Thread-safe. */
final class WireFaults {

    private final Map<WireFault, Tally> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> received = new TreeMap<>();
    private final Map<String, Integer> forwarded = new TreeMap<>();

    private static final class Tally {
        private int met;
        private int struck;
    }

    synchronized void add(WireFault fault) {
        waiting.put(fault, new Tally());
    }

    synchronized void clear() {
        waiting.clear();
    }

    synchronized int struck(WireFault fault) {
        return Optional.ofNullable(waiting.get(fault))
                .map(tally -> tally.struck)
                .orElse(0);
    }

    /** Counts a request, and the fault that strikes it: the first of those that wait. */
    synchronized Optional<WireFault> arrived(String method) {
        received.merge(method, 1, Integer::sum);
        Optional<WireFault> striking = Optional.empty();
        for (Map.Entry<WireFault, Tally> each : waiting.entrySet()) {
            Tally tally = each.getValue();
            if (each.getKey().matches(method) && each.getKey().strikes(++tally.met) && striking.isEmpty()) {
                tally.struck++;
                striking = Optional.of(each.getKey());
            }
        }
        return striking;
    }

    synchronized void answered(String method) {
        forwarded.merge(method, 1, Integer::sum);
    }

    synchronized void forget() {
        received.clear();
        forwarded.clear();
    }

    synchronized Map<String, Integer> received() {
        return new HashMap<>(received);
    }

    synchronized Map<String, Integer> forwarded() {
        return new HashMap<>(forwarded);
    }
}
