package io.polyvisor.model;

/**
 * A guest's disk slot, not the volume in it (libvirt: the target, such as {@code vda}).
 *
 * <p>Immutable and thread-safe.
 *
 * @param value the backend's text, 1 to 1024 characters, no control characters
 */
public record DiskId(String value) implements Comparable<DiskId> {

    /** Checks the text. */
    public DiskId {
        Texts.requireToken(value, "disk id", 1024);
    }

    /** Same as the constructor; reads well in a sentence. */
    public static DiskId of(String value) {
        return new DiskId(value);
    }

    @Override
    public int compareTo(DiskId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
