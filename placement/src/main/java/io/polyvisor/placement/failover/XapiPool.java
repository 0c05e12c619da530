package io.polyvisor.placement.failover;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What XAPI's failover planner looks at: memory and nothing else. Any unit of memory will do, where all figures have it.
 *
 * <p>Immutable and thread-safe. The order of hosts and guests matters where sizes are equal: XAPI sorts both by their UUIDs.
 *
 * @param hosts how many hosts the pool has, live or not
 * @param free what each live host has left for guests
 * @param sizes what each agile guest that must be restarted takes
 * @param residents where those of them run that do; the others are to be started
 */
public record XapiPool(int hosts, Map<String, Long> free, Map<String, Long> sizes, Map<String, String> residents) {

    /** Copies the maps in their order; a negative figure, and a guest or a host that is not there, are refused. */
    public XapiPool {
        free = Collections.unmodifiableMap(new LinkedHashMap<>(free));
        sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
        residents = Collections.unmodifiableMap(new LinkedHashMap<>(residents));
        if (hosts < free.size()) {
            throw new IllegalArgumentException(
                    "a pool of " + hosts + " hosts cannot have " + free.size() + " live ones");
        }
        requireSizes(free, "host");
        requireSizes(sizes, "guest");
        for (Map.Entry<String, String> resident : residents.entrySet()) {
            if (!sizes.containsKey(resident.getKey()) || !free.containsKey(resident.getValue())) {
                throw new IllegalArgumentException(
                        "guest " + resident.getKey() + " on host " + resident.getValue() + " is not known");
            }
        }
    }

    private static void requireSizes(Map<String, Long> figures, String what) {
        figures.forEach((name, figure) -> {
            if (figure < 0) {
                throw new IllegalArgumentException("the memory of " + what + " " + name + " is " + figure);
            }
        });
    }
}
