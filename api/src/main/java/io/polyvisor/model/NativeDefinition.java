package io.polyvisor.model;

import java.util.Objects;

/**
 * A guest in its hypervisor's own words, as it will start: what the contract has no word for is in it, passwords are not. For safe
 * keeping, so that a guest whose host died with its definition can be made again by hand.
 *
 * <p>Immutable and thread-safe.
 *
 * @param format what the text is, such as {@code libvirt domain XML}
 * @param text the definition
 */
public record NativeDefinition(String format, String text) {

    /** Checks that neither is blank. */
    public NativeDefinition {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(text, "text");
        if (format.isBlank() || text.isBlank()) {
            throw new IllegalArgumentException("a native definition has a format and a text");
        }
    }

    /** Leaves the text out: it is long. */
    @Override
    public String toString() {
        return "NativeDefinition[" + format + ", " + text.length() + " characters]";
    }
}
