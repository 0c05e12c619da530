package io.polyvisor.libvirt;

import java.util.List;
import java.util.Optional;

/**
 * The addresses of one network interface of a domain, as one source knows them.
 *
 * @param name the guest's or the host's name of it, depending on the source
 * @param mac its hardware address, where it has one
 * @param addresses IPv4 and IPv6; none is empty
 */
public record InterfaceAddresses(String name, Optional<String> mac, List<Address> addresses) {

    /** {@code virDomainInterfaceAddressesSource}. */
    public enum Source {
        /** libvirt's own DHCP leases. */
        LEASE(0),
        /** The guest agent. */
        AGENT(1),
        /** The host's ARP table. */
        ARP(2);

        private final int number;

        Source(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /**
     * One address.
     *
     * @param text the address without its prefix
     * @param prefix the length of its network prefix
     */
    public record Address(String text, int prefix) {}
}
