package io.polyvisor.model;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A volume as observed.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id where it lies and its key
 * @param capacity what its user sees
 * @param allocated what it takes now
 * @param format in the backend's words (raw, qcow2, vmdk, iso)
 * @param backing the volume under it in a linked chain
 * @param usedBy guests whose configuration names it; empty when it was not asked for
 */
public record VolumeView(
        VolumeId id,
        Memory capacity,
        Memory allocated,
        String format,
        Optional<VolumeId> backing,
        Optional<Set<GuestId>> usedBy) {

    /** Copies what could change. */
    public VolumeView {
        Objects.requireNonNull(id, "volume id");
        Objects.requireNonNull(capacity, "capacity");
        Objects.requireNonNull(allocated, "allocated");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(backing, "backing");
        usedBy = usedBy.map(Set::copyOf);
    }
}
