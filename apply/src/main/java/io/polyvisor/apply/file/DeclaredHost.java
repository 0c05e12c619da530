package io.polyvisor.apply.file;

import io.polyvisor.model.Memory;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a site file says of a host: instead of what is observed, or where nothing can be.
 *
 * <p>Immutable and thread-safe.
 *
 * @param key endpoint and name
 * @param memory what it has for guests
 * @param cpus its logical processors
 * @param overcommitPercent how many virtual processors it may promise for a hundred logical ones
 * @param cpuVendor its processors' vendor
 * @param vlans all VLANs that it carries
 * @param storages all storages of the site that it reaches
 * @param pool its pool
 * @param state its state: in maintenance, or off
 */
public record DeclaredHost(
        HostKey key,
        Optional<Memory> memory,
        Optional<Integer> cpus,
        Optional<Integer> overcommitPercent,
        Optional<String> cpuVendor,
        Optional<Set<VlanId>> vlans,
        Optional<Set<String>> storages,
        Optional<String> pool,
        Optional<HostState> state) {

    /** Copies what could change. */
    public DeclaredHost {
        Objects.requireNonNull(key, "key");
        vlans = vlans.map(Set::copyOf);
        storages = storages.map(Set::copyOf);
    }
}
