package io.polyvisor.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A network that NICs can join.
 *
 * @param id its key
 * @param usable whether NICs can join it now
 * @param vlan its VLAN where the backend can observe one; empty is unknown unless a site file attests it
 */
public record NetworkView(NetworkId id, boolean usable, Optional<VlanId> vlan) {

    /** Checks presence. */
    public NetworkView {
        Objects.requireNonNull(id, "network id");
        Objects.requireNonNull(vlan, "VLAN");
    }
}
