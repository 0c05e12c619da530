package io.polyvisor.model;

import java.util.Objects;
import java.util.Optional;

/** Whether a verb would be let through now: the answer of the same guard that refuses the call. */
public sealed interface Permission {

    /** The verb would be sent, or answered UNCHANGED. */
    record Allowed() implements Permission {}

    /**
     * The verb would be refused.
     *
     * @param obstacle what is in the way
     * @param remedy what to do about it; empty when nothing can be done
     */
    record Refused(String obstacle, Optional<String> remedy) implements Permission {
        /** Checks presence. */
        public Refused {
            Objects.requireNonNull(obstacle, "obstacle");
            Objects.requireNonNull(remedy, "remedy");
        }
    }

    /** Whether it would be let through. */
    default boolean granted() {
        return this instanceof Allowed;
    }
}
