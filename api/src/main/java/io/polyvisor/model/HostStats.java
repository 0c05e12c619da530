package io.polyvisor.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Counters of a host.
 *
 * @param host whose counters
 * @param at when they were read
 * @param cpuBusy processor time spent busy since it booted, over all processors
 * @param cpuIdle processor time spent idle since it booted, over all processors
 * @param memoryFree free memory now
 */
public record HostStats(
        HostId host, Instant at, Optional<Duration> cpuBusy, Optional<Duration> cpuIdle, Optional<Memory> memoryFree) {

    /** Checks presence. */
    public HostStats {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(cpuBusy, "busy");
        Objects.requireNonNull(cpuIdle, "idle");
        Objects.requireNonNull(memoryFree, "free memory");
    }
}
