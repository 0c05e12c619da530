package io.polyvisor.memory.faults;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The calls that reached a driver's door, whether or not a mishap met them there: {@code Driver.start}, {@code Snapshots.take},
 * {@code Line.read}.
 *
 * <p>Thread-safe.
 */
public final class CallCount {
    private final List<String> calls = new CopyOnWriteArrayList<>();

    CallCount() {}

    void add(String call) {
        calls.add(call);
    }

    /** How often that call was made. */
    public int of(String call) {
        return (int) calls.stream().filter(call::equals).count();
    }

    /** The calls that could change something, in order. */
    public List<String> mutating() {
        return calls.stream().filter(SpiNames::mutates).toList();
    }

    /** The calls that crossed the wire: all but the declarations. */
    public List<String> onTheWire() {
        return calls.stream().filter(SpiNames::crossesTheWire).toList();
    }

    /** How often each call was made. */
    public Map<String, Integer> all() {
        Map<String, Integer> counts = new TreeMap<>();
        calls.forEach(call -> counts.merge(call, 1, Integer::sum));
        return counts;
    }

    /** Begins to count anew. */
    public void reset() {
        calls.clear();
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
