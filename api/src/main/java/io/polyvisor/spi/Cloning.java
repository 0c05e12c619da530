package io.polyvisor.spi;

import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Mark;
import java.util.Objects;

/** Makes guests from guests. */
public non-sealed interface Cloning extends Facet {

    /** Makes a guest, OFF, with fresh MAC addresses; what was made on the way is gone again when it fails. */
    GuestId cloneGuest(GuestId source, Order order, Call call);

    /**
     * What to make, from a guest or a template.
     *
     * @param key the client's key, carried by the creating call
     * @param spec name, mode, storage, seed
     * @param mark what is written on the new guest
     */
    record Order(CreationKey key, CloneSpec spec, Mark mark) {
        /** Checks presence. */
        public Order {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(spec, "spec");
            Objects.requireNonNull(mark, "mark");
        }
    }
}
