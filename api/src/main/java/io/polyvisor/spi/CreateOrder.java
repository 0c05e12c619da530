package io.polyvisor.spi;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Mark;
import java.util.Objects;

/**
 * What a driver needs to make a guest: a spec whose references were checked, the key that the creating call must carry, and the mark
 * that the guest shall bear.
 *
 * @param key the client's key
 * @param spec what it shall be; every storage and network is named
 * @param mark what is written on it
 */
public record CreateOrder(CreationKey key, GuestSpec spec, Mark mark) {

    /** Checks presence. */
    public CreateOrder {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(mark, "mark");
    }
}
