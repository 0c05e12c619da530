package io.polyvisor.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A guest to make from a guest or a template. The new guest gets fresh MAC addresses and is OFF.
 *
 * @param name the new guest's name
 * @param mode whether its disks are copied or linked
 * @param storage where its disks lie; empty for where the source's lie
 * @param seed what it is told at its first boot
 */
public record CloneSpec(GuestName name, CopyMode mode, Optional<StorageId> storage, Optional<SeedSpec> seed) {

    /** Checks presence. */
    public CloneSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(seed, "seed");
    }

    /** All data are copied. */
    public static CloneSpec full(String name) {
        return new CloneSpec(GuestName.of(name), CopyMode.FULL, Optional.empty(), Optional.empty());
    }

    /** Unchanged data are shared. */
    public static CloneSpec linked(String name) {
        return new CloneSpec(GuestName.of(name), CopyMode.LINKED, Optional.empty(), Optional.empty());
    }

    /** The same with that seed. */
    public CloneSpec seed(SeedSpec told) {
        return new CloneSpec(name, mode, storage, Optional.of(told));
    }

    /** The same with disks in that storage. */
    public CloneSpec in(StorageId where) {
        return new CloneSpec(name, mode, Optional.of(where), seed);
    }
}
