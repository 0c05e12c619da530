package io.polyvisor.libvirt;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each C function that may talk to the daemon was called on one connection; budgets of calls are asserted on
 * it. Counted before the call, whether it succeeds or not. Thread-safe; never blocks.
 */
public final class CallCounter {

    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

    CallCounter() {}

    void count(String function) {
        calls.computeIfAbsent(function, unseen -> new LongAdder()).increment();
    }

    /** Calls so far by function name, sorted; a copy. */
    public Map<String, Long> snapshot() {
        Map<String, Long> copy = new TreeMap<>();
        calls.forEach((function, count) -> copy.put(function, count.sum()));
        return copy;
    }

    /** Calls since an earlier {@link #snapshot()}, by function name, sorted; functions not called since are absent. */
    public Map<String, Long> since(Map<String, Long> earlier) {
        Map<String, Long> grown = snapshot();
        grown.replaceAll((function, count) -> count - earlier.getOrDefault(function, 0L));
        grown.values().removeIf(count -> count == 0);
        return grown;
    }

    /** All calls so far. */
    public long total() {
        return calls.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
