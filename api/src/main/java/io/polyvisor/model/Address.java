package io.polyvisor.model;

import java.util.Objects;

/**
 * An address of a guest, with the source that told it. None known is unknown, not empty.
 *
 * <p>Immutable and thread-safe.
 *
 * @param text the address as text, IPv4 or IPv6
 * @param source who told it
 */
public record Address(String text, Source source) {

    /** Checks presence. */
    public Address {
        Texts.requireToken(text, "address", 64);
        Objects.requireNonNull(source, "source of an address");
    }

    /** Who told an address. */
    public enum Source {
        /** The agent in the guest. */
        AGENT,
        /** The DHCP server's lease. */
        LEASE,
        /** The hypervisor's configuration. */
        CONFIGURED
    }
}
