package io.polyvisor.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A guest's NIC.
 *
 * @param id the slot
 * @param mac its hardware address
 * @param network which network it joins; empty when it joins none that is listed
 * @param connected whether its link is up
 */
public record NicView(NicId id, MacAddress mac, Optional<NetworkId> network, boolean connected) {

    /** Checks presence. */
    public NicView {
        Objects.requireNonNull(id, "NIC id");
        Objects.requireNonNull(mac, "MAC address");
        Objects.requireNonNull(network, "network");
    }
}
