package io.polyvisor.model;

/**
 * The backend's own key of a guest: the only key by which Polyvisor addresses one. On libvirt the domain's UUID, on vSphere
 * the managed object id, on XAPI the opaque reference's UUID, on OpenVZ the CTID.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value the backend's text, 1 to 1024 characters, no control characters
 */
public record GuestId(String value) implements Comparable<GuestId> {

    /** Checks the text. */
    public GuestId {
        Texts.requireToken(value, "guest id", 1024);
    }

    /** Same as the constructor; reads well in a sentence. */
    public static GuestId of(String value) {
        return new GuestId(value);
    }

    @Override
    public int compareTo(GuestId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
