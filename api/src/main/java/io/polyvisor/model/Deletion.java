package io.polyvisor.model;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * How a guest is to be deleted.
 *
 * <p>Immutable and thread-safe.
 *
 * @param volumes what becomes of its volumes
 * @param losses what else the caller agrees to lose
 */
public record Deletion(Volumes volumes, Set<Loss> losses) {

    /** Copies the losses. */
    public Deletion {
        Objects.requireNonNull(volumes, "volumes");
        losses = Set.copyOf(losses);
    }

    /** What becomes of a deleted guest's volumes. */
    public enum Volumes {
        /** They stay. */
        KEEP,
        /** Those that this guest alone references go; never media, shared disks or linked parents. */
        DELETE_OWNED
    }

    /** The guest goes, its volumes stay. */
    public static Deletion keepVolumes() {
        return new Deletion(Volumes.KEEP, Set.of());
    }

    /** The guest goes with the volumes that it alone references. */
    public static Deletion withOwnedVolumes() {
        return new Deletion(Volumes.DELETE_OWNED, Set.of());
    }

    /** The same, agreeing to that loss. */
    public Deletion accepting(Loss loss) {
        EnumSet<Loss> all = EnumSet.of(loss);
        all.addAll(losses);
        return new Deletion(volumes, all);
    }
}
