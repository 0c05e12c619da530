package io.polyvisor.placement.site;

import io.polyvisor.model.Memory;
import java.util.Objects;
import java.util.Optional;

/**
 * A guest's disk as placement sees it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param storage the site's storage that holds it or shall hold it; empty for a new disk that may be wherever its endpoint puts it
 * @param size its size
 */
public record GuestDisk(Optional<String> storage, Memory size) {

    /** Checks presence. */
    public GuestDisk {
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(size, "size");
    }
}
