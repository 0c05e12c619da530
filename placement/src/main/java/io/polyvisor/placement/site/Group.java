package io.polyvisor.placement.site;

import java.util.Objects;
import java.util.Set;

/**
 * Guests that must not share a host, or must.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name its name
 * @param kind apart or together
 * @param guests the guests, by name
 */
public record Group(String name, Kind kind, Set<String> guests) {

    /** Copies the set. */
    public Group {
        Names.require(name, "group");
        Objects.requireNonNull(kind, "kind");
        guests = Set.copyOf(guests);
    }

    /** What binds the guests of a group. */
    public enum Kind {
        /** No two of them on one host (anti-affinity). */
        APART,
        /** All of them on one host (affinity). */
        TOGETHER
    }
}
