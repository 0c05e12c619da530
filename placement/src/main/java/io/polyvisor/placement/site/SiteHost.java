package io.polyvisor.placement.site;

import io.polyvisor.model.Memory;
import io.polyvisor.model.VlanId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A host of a site.
 *
 * <p>Immutable and thread-safe.
 *
 * @param key endpoint and name
 * @param pool the pool that it belongs to
 * @param memory what it has for guests
 * @param cpus its logical processors
 * @param overcommitPercent how many virtual processors it may promise for a hundred logical ones
 * @param cpuVendor as it tells it; empty when unknown
 * @param vlans which VLANs it carries, and how that is known; what is not here is not carried
 * @param storages the site's storages that it reaches, by their names in the site
 * @param state whether it can be counted on
 */
public record SiteHost(
        HostKey key,
        String pool,
        Memory memory,
        int cpus,
        int overcommitPercent,
        Optional<String> cpuVendor,
        Map<VlanId, VlanEvidence> vlans,
        Set<String> storages,
        HostState state) {

    /** Copies what could change. */
    public SiteHost {
        Objects.requireNonNull(key, "host key");
        Names.require(pool, "pool of host " + key);
        Objects.requireNonNull(memory, "memory");
        Names.atLeast(1, cpus, "number of processors of host " + key);
        Names.atLeast(1, overcommitPercent, "overcommit of host " + key + " in percent");
        Objects.requireNonNull(cpuVendor, "CPU vendor");
        vlans = Map.copyOf(vlans);
        storages = Set.copyOf(storages);
        Objects.requireNonNull(state, "state");
    }

    /** How many virtual processors it may promise. */
    public int vcpus() {
        return Math.toIntExact((long) cpus * overcommitPercent / 100);
    }

    /** The same in another state. */
    public SiteHost in(HostState other) {
        return new SiteHost(key, pool, memory, cpus, overcommitPercent, cpuVendor, vlans, storages, other);
    }
}
