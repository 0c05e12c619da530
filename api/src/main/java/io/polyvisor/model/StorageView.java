package io.polyvisor.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A place that holds volumes (a libvirt pool, a vSphere datastore, a XAPI storage repository).
 *
 * <p>Immutable and thread-safe.
 *
 * @param id its key
 * @param kind in the backend's words (dir, nfs, vmfs, ...)
 * @param usable whether volumes can be made there now
 * @param capacity its size; empty when unknown
 * @param free physically free; empty when unknown
 * @param promised what its volumes may grow to in all; empty when unknown
 * @param backing what tells whether two endpoints see the same storage: equal and present means the same
 */
public record StorageView(
        StorageId id,
        String kind,
        boolean usable,
        Optional<Memory> capacity,
        Optional<Memory> free,
        Optional<Memory> promised,
        Optional<String> backing) {

    /** Checks presence. */
    public StorageView {
        Objects.requireNonNull(id, "storage id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(capacity, "capacity");
        Objects.requireNonNull(free, "free");
        Objects.requireNonNull(promised, "promised");
        Objects.requireNonNull(backing, "backing");
    }
}
