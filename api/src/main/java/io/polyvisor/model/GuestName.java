package io.polyvisor.model;

/**
 * A guest's name as people use it. Names are unique per endpoint at creation, best effort against other clients; a lookup that
 * finds two is ambiguous. What a backend refuses beyond this (slashes on libvirt, for instance) is declared by its driver and
 * checked before a guest is made.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value 1 to 255 characters, no control characters, no blank at either end
 */
public record GuestName(String value) implements Comparable<GuestName> {

    /** The most characters that any backend accepts. */
    public static final int LONGEST = 255;

    /** Checks the text. */
    public GuestName {
        Texts.requireToken(value, "guest name", LONGEST);
        if (!value.equals(value.strip())) {
            throw new IllegalArgumentException("guest name \"" + value + "\" begins or ends with a blank; remove it");
        }
    }

    /** Same as the constructor; reads well in a sentence. */
    public static GuestName of(String value) {
        return new GuestName(value);
    }

    @Override
    public int compareTo(GuestName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
