package io.polyvisor.model;

import java.util.Objects;
import java.util.UUID;

/**
 * The client's own key of something that it makes. The creating call itself carries it, so that after a lost reply the thing is
 * found by its key and never made twice (libvirt: the domain's UUID; vSphere: extraConfig and instanceUuid).
 *
 * <p>Immutable and thread-safe.
 *
 * @param value the key
 */
public record CreationKey(UUID value) {

    /** Checks presence. */
    public CreationKey {
        Objects.requireNonNull(value, "creation key");
    }

    /** A key that nobody else has. */
    public static CreationKey fresh() {
        return new CreationKey(UUID.randomUUID());
    }

    /** Reads a key as {@link #toString} writes it. */
    public static CreationKey of(String text) {
        return new CreationKey(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
