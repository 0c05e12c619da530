package io.polyvisor.spi;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.HostId;
import java.util.Objects;
import java.util.Optional;

/** Moves guests between hosts of one kind of hypervisor. */
public non-sealed interface Migrating extends Facet {

    /**
     * Moves a guest; returns its id at the target. A failed move leaves it where it was, as it was, or the exception's outcome is
     * UNKNOWN.
     */
    GuestId migrate(GuestId guest, Order order, Call call);

    /**
     * Where to and how.
     *
     * @param target which host
     * @param peer the target endpoint's driver, when it is another endpoint; always of the same backend
     * @param live whether the guest runs on meanwhile
     * @param storageDeclaredShared whether the operator declared that both ends see the same storage
     */
    record Order(HostId target, Optional<Driver> peer, boolean live, boolean storageDeclaredShared) {
        /** Checks presence. */
        public Order {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(peer, "peer");
        }
    }
}
