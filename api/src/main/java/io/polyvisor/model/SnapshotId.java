package io.polyvisor.model;

/**
 * The key of a snapshot, unique within its guest (libvirt: the snapshot's name; vSphere: its managed object id).
 *
 * <p>Immutable and thread-safe.
 *
 * @param value the backend's text, 1 to 1024 characters, no control characters
 */
public record SnapshotId(String value) implements Comparable<SnapshotId> {

    /** Checks the text. */
    public SnapshotId {
        Texts.requireToken(value, "snapshot id", 1024);
    }

    /** Same as the constructor; reads well in a sentence. */
    public static SnapshotId of(String value) {
        return new SnapshotId(value);
    }

    @Override
    public int compareTo(SnapshotId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
