package io.polyvisor.model;

import java.util.List;
import java.util.Objects;

/**
 * What a deletion came to.
 *
 * @param effect APPLIED, or UNCHANGED when the guest was gone already
 * @param deleted volumes that went
 * @param kept volumes that stayed
 */
public record Deleted(Effect effect, List<VolumeId> deleted, List<VolumeId> kept) {

    /** Copies the lists. */
    public Deleted {
        Objects.requireNonNull(effect, "effect");
        deleted = List.copyOf(deleted);
        kept = List.copyOf(kept);
    }
}
