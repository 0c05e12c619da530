package io.polyvisor.testbed;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a private host shall be like, before it is switched on.
 *
 * <p>Mutable, one thread at a time; begin with {@link LibvirtHost#named(String)}.
 */
public final class LibvirtHostPlan {

    private final String name;
    private final Set<Transport> transports = EnumSet.of(Transport.UNIX);
    private Optional<LibvirtHost> neighbour = Optional.empty();
    private int inactiveGuests;

    LibvirtHostPlan(String name) {
        if (!name.matches("[a-z][a-z0-9-]{0,30}")) {
            throw new IllegalArgumentException("a host name has up to 31 of a-z, 0-9 and -: " + name);
        }
        this.name = name;
    }

    /**
     * Puts the host beside another one: same network, same directory of images, each reachable by the other's
     * name. Guests can be migrated between the two.
     */
    public LibvirtHostPlan beside(LibvirtHost other) {
        neighbour = Optional.of(other);
        return this;
    }

    /** Opens this way in, beside the socket. */
    public LibvirtHostPlan reachableBy(Transport transport) {
        transports.add(transport);
        if (transports.contains(Transport.TLS) && transports.contains(Transport.TLS_AND_PASSWORD)) {
            throw new IllegalArgumentException("libvirtd asks for a password on every TLS connection or on none");
        }
        return this;
    }

    /** Lets the host come up with this many guests already defined, all off: {@code idle-00001} and on. */
    public LibvirtHostPlan withInactiveGuests(int count) {
        inactiveGuests = count;
        return this;
    }

    /**
     * Switches the host on; returns when its daemon answers.
     *
     * @throws TestbedFailure if it does not come up: the message holds its logs
     */
    public LibvirtHost start() {
        return LibvirtHost.start(this);
    }

    String name() {
        return name;
    }

    Set<Transport> transports() {
        return transports;
    }

    Optional<LibvirtHost> neighbour() {
        return neighbour;
    }

    int inactiveGuests() {
        return inactiveGuests;
    }
}
