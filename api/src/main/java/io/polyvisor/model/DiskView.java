package io.polyvisor.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A guest's disk slot and what is in it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the slot
 * @param role what the slot is for
 * @param volume what is in it; empty for an empty drive or content that no storage lists
 * @param source the backend's own words for the content (a path, say); empty for an empty drive
 * @param readOnly whether the guest's writes never reach the volume: most hypervisors refuse them, some (vSphere) let the guest write
 *     into something that is dropped when it stops
 * @param shared whether several guests may use it at once
 */
public record DiskView(
        DiskId id, Role role, Optional<VolumeId> volume, String source, boolean readOnly, boolean shared) {

    /** Checks presence. */
    public DiskView {
        Objects.requireNonNull(id, "disk id");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(volume, "volume");
        Objects.requireNonNull(source, "source");
    }

    /** What a slot is for. */
    public enum Role {
        /** The guest's data. */
        DISK,
        /** A drive for media; what is in it belongs to nobody's guest. */
        MEDIA,
        /** The seed that we made for the guest's first boot; on a hypervisor that hands it over without a volume, no slot has it. */
        SEED
    }
}
