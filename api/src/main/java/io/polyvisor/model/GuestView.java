package io.polyvisor.model;

import java.util.Objects;
import java.util.Optional;

/**
 * What was observed of a guest at one moment. Every inventory has the summary; details are there when they were asked for, and
 * always after {@code observe}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the backend's key
 * @param name the name
 * @param kind virtual machine or container
 * @param power the power state
 * @param host where it runs or is defined; empty when unknown
 * @param vcpus virtual processors now
 * @param memory memory now
 * @param autostart whether it starts with its host
 * @param persistent whether it is still defined after it stops
 * @param details the rest; empty when it was not asked for
 */
public record GuestView(
        GuestId id,
        GuestName name,
        GuestKind kind,
        Power power,
        Optional<HostId> host,
        int vcpus,
        Memory memory,
        boolean autostart,
        boolean persistent,
        Optional<GuestDetails> details) {

    /** Checks presence. */
    public GuestView {
        Objects.requireNonNull(id, "guest id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(power, "power");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(details, "details");
    }

    /** The same without details: what a summary inventory would say. */
    public GuestView summary() {
        return withDetails(Optional.empty());
    }

    /** The same with other details. */
    public GuestView withDetails(Optional<GuestDetails> other) {
        return new GuestView(id, name, kind, power, host, vcpus, memory, autostart, persistent, other);
    }

    /** The same in another power state. */
    public GuestView withPower(Power other) {
        return new GuestView(id, name, kind, other, host, vcpus, memory, autostart, persistent, details);
    }

    /** The details, for code that asked for them. */
    public GuestDetails requireDetails() {
        return details.orElseThrow(() -> new IllegalStateException(
                "details of guest " + name + " were not asked for; ask with InventoryField.DETAILS or observe it"));
    }
}
