package io.polyvisor.model;

/**
 * A guest's NIC slot, stable while the NIC is attached (libvirt: the NIC's MAC address).
 *
 * <p>Immutable and thread-safe.
 *
 * @param value the backend's text, 1 to 1024 characters, no control characters
 */
public record NicId(String value) implements Comparable<NicId> {

    /** Checks the text. */
    public NicId {
        Texts.requireToken(value, "NIC id", 1024);
    }

    /** Same as the constructor; reads well in a sentence. */
    public static NicId of(String value) {
        return new NicId(value);
    }

    @Override
    public int compareTo(NicId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
