package io.polyvisor.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A NIC that a guest shall have. Immutable and thread-safe.
 *
 * @param network which network it joins
 * @param mac its hardware address; empty lets the backend choose one
 */
public record NicSpec(NetworkId network, Optional<MacAddress> mac) {

    /** Checks presence. */
    public NicSpec {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(mac, "MAC address");
    }

    /** A NIC on that network, with an address of the backend's choice. */
    public static NicSpec on(String network) {
        return new NicSpec(NetworkId.of(network), Optional.empty());
    }

    /** A NIC on that network, with an address of the backend's choice. */
    public static NicSpec on(NetworkId network) {
        return new NicSpec(network, Optional.empty());
    }

    /** The same with that address. */
    public NicSpec withMac(MacAddress address) {
        return new NicSpec(network, Optional.of(address));
    }
}
