package io.polyvisor.model;

/**
 * The backend's own key of a host (libvirt: the host's UUID; vSphere: the host system's managed object id).
 *
 * <p>Immutable and thread-safe.
 *
 * @param value the backend's text, 1 to 1024 characters, no control characters
 */
public record HostId(String value) implements Comparable<HostId> {

    /** Checks the text. */
    public HostId {
        Texts.requireToken(value, "host id", 1024);
    }

    /** Same as the constructor; reads well in a sentence. */
    public static HostId of(String value) {
        return new HostId(value);
    }

    @Override
    public int compareTo(HostId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
