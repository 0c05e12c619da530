package io.polyvisor.apply.site;

import io.polyvisor.model.GuestId;
import java.util.Objects;

/**
 * Where a guest is to be asked for.
 *
 * <p>Immutable and thread-safe.
 *
 * @param endpoint its endpoint's name
 * @param id the backend's key of it there
 */
public record Located(String endpoint, GuestId id) {
    /** Checks presence. */
    public Located {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(id, "guest id");
    }
}
