package io.polyvisor.model;

/**
 * The key of a network that NICs can join (libvirt: the network's name; vSphere: the port group's name).
 *
 * <p>Immutable and thread-safe.
 *
 * @param value the backend's text, 1 to 1024 characters, no control characters
 */
public record NetworkId(String value) implements Comparable<NetworkId> {

    /** Checks the text. */
    public NetworkId {
        Texts.requireToken(value, "network id", 1024);
    }

    /** Same as the constructor; reads well in a sentence. */
    public static NetworkId of(String value) {
        return new NetworkId(value);
    }

    @Override
    public int compareTo(NetworkId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
