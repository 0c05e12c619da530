package io.polyvisor.placement.failover;

import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.site.HostKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How many hosts a pool can lose while every guest that must be restarted finds a place.
 *
 * <p>Immutable and thread-safe.
 *
 * @param pool the pool
 * @param meaning what losing several means
 * @param hosts how many hosts it has that are up
 * @param configured how many it must be able to lose
 * @param current how many it can lose: proved
 * @param decided whether losing one more was disproved; else the search gave up, and {@code current} is a lower bound
 * @param counterExample hosts, one more than {@code current}, whose loss it does not survive; empty when there is none or undecided
 * @param stranded guests of the counter-example that find no place
 * @param bound guests that cannot be restarted elsewhere at all: not agile, with the reason
 * @param fix the cheapest thing that was tried and gives the pool what is configured
 */
public record PoolCapacity(
        String pool,
        Meaning meaning,
        int hosts,
        int configured,
        int current,
        boolean decided,
        List<HostKey> counterExample,
        Set<String> stranded,
        List<String> bound,
        Optional<Shortage.Addition> fix) {

    /** Copies what could change. */
    public PoolCapacity {
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(meaning, "meaning");
        counterExample = List.copyOf(counterExample);
        stranded = Set.copyOf(stranded);
        bound = List.copyOf(bound);
        Objects.requireNonNull(fix, "fix");
    }

    /** Whether it can lose as many hosts as it must. */
    public boolean sufficient() {
        return current >= configured;
    }
}
