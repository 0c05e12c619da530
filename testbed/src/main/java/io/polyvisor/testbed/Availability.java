package io.polyvisor.testbed;

import org.jspecify.annotations.Nullable;

/**
 * Whether a part of the testbed can be used on this machine, and if not, why.
 *
 * <p>Immutable. A test that finds it unavailable has not run: it neither passed nor failed.
 *
 * @param obstacle what is in the way, as one sentence; null if nothing is
 */
public record Availability(@Nullable String obstacle) {

    /** Nothing is in the way. */
    public static Availability available() {
        return new Availability(null);
    }

    /** The obstacle, as one sentence, is in the way. */
    public static Availability missing(String obstacle) {
        return new Availability(obstacle);
    }

    /** Whether nothing is in the way. */
    public boolean isAvailable() {
        return obstacle == null;
    }
}
