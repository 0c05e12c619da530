package io.polyvisor.model;

/**
 * The key of a place that holds volumes (libvirt: the pool's name; vSphere: the datastore's name within its datacenter).
 *
 * <p>Immutable and thread-safe.
 *
 * @param value the backend's text, 1 to 1024 characters, no control characters
 */
public record StorageId(String value) implements Comparable<StorageId> {

    /** Checks the text. */
    public StorageId {
        Texts.requireToken(value, "storage id", 1024);
    }

    /** Same as the constructor; reads well in a sentence. */
    public static StorageId of(String value) {
        return new StorageId(value);
    }

    @Override
    public int compareTo(StorageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
