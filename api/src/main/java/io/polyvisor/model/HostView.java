package io.polyvisor.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A host as observed.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the backend's key
 * @param name its name
 * @param state whether it can be used
 * @param cpus logical processors
 * @param cpuVendor as the host tells it; empty when unknown
 * @param memory physical memory
 * @param freeMemory what the host says is free now; empty when unknown
 * @param hypervisor product and version
 */
public record HostView(
        HostId id,
        String name,
        State state,
        int cpus,
        Optional<String> cpuVendor,
        Memory memory,
        Optional<Memory> freeMemory,
        String hypervisor) {

    /** Checks presence. */
    public HostView {
        Objects.requireNonNull(id, "host id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(cpuVendor, "CPU vendor");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(freeMemory, "free memory");
        Objects.requireNonNull(hypervisor, "hypervisor");
    }

    /** Whether a host can be used. */
    public enum State {
        /** Ready for guests. */
        ONLINE,
        /** Takes no new guests. */
        MAINTENANCE,
        /** Could not be observed; not the same as dead. */
        UNREACHABLE
    }
}
