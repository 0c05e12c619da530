package io.polyvisor.memory.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The calls that reached a driver's door, whether or not a mishap met them there: {@code Driver.start}, {@code Snapshots.take},
 * {@code Line.read}.
 *
 * <p>Thread-safe.
 */
public final class CallCount {
    private final List<String> calls = new ArrayList<>();

    CallCount() {}

    void add(String call) {
        synchronized (calls) {
            calls.add(call);
        }
    }

    /** The calls so far, in order. */
    public List<String> inOrder() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** How often that call was made. */
    public int of(String call) {
        return (int) inOrder().stream().filter(call::equals).count();
    }

    /** The calls that could change something, in order. */
    public List<String> mutating() {
        return inOrder().stream().filter(SpiNames::mutates).toList();
    }

    /** The calls that crossed the wire: all but the declarations. */
    public List<String> onTheWire() {
        return inOrder().stream().filter(SpiNames::crossesTheWire).toList();
    }

    /** How often each call was made. */
    public Map<String, Integer> all() {
        Map<String, Integer> counts = new TreeMap<>();
        inOrder().forEach(call -> counts.merge(call, 1, Integer::sum));
        return counts;
    }

    /** Begins to count anew. */
    public void reset() {
        synchronized (calls) {
            calls.clear();
        }
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
