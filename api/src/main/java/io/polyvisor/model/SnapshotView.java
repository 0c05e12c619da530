package io.polyvisor.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A snapshot of a guest, as a node of the guest's tree of snapshots.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id its key within the guest
 * @param name the name that its maker gave
 * @param description free text
 * @param parent the snapshot from which the guest went on when this one was taken
 * @param current whether the guest's present state descends from it directly
 * @param holds what it keeps
 * @param revertsTo the power state that a revert results in
 * @param takenAt when it was taken; empty when unknown
 * @param key under which it was made, where the backend could carry one
 */
public record SnapshotView(
        SnapshotId id,
        String name,
        String description,
        Optional<SnapshotId> parent,
        boolean current,
        SnapshotContent holds,
        PowerState revertsTo,
        Optional<Instant> takenAt,
        Optional<CreationKey> key) {

    /** Checks presence. */
    public SnapshotView {
        Objects.requireNonNull(id, "snapshot id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(holds, "what it holds");
        Objects.requireNonNull(revertsTo, "resulting power state");
        Objects.requireNonNull(takenAt, "taken at");
        Objects.requireNonNull(key, "key");
    }
}
