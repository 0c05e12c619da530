package io.polyvisor.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counters of a guest. Counters grow from its start; two readings make a rate. What a hypervisor does not count is empty.
 *
 * @param guest whose counters
 * @param at when they were read
 * @param cpuTime processor time used since its start
 * @param memoryUsed host memory that it takes now
 * @param diskReadBytes read from its disks
 * @param diskWrittenBytes written to its disks
 * @param netReceivedBytes received by its NICs
 * @param netSentBytes sent by its NICs
 */
public record GuestStats(
        GuestId guest,
        Instant at,
        Optional<Duration> cpuTime,
        Optional<Memory> memoryUsed,
        OptionalLong diskReadBytes,
        OptionalLong diskWrittenBytes,
        OptionalLong netReceivedBytes,
        OptionalLong netSentBytes) {

    /** Checks presence. */
    public GuestStats {
        Objects.requireNonNull(guest, "guest");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(cpuTime, "CPU time");
        Objects.requireNonNull(memoryUsed, "memory used");
        Objects.requireNonNull(diskReadBytes, "disk bytes read");
        Objects.requireNonNull(diskWrittenBytes, "disk bytes written");
        Objects.requireNonNull(netReceivedBytes, "bytes received");
        Objects.requireNonNull(netSentBytes, "bytes sent");
    }
}
