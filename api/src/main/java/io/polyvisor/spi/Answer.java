package io.polyvisor.spi;

import io.polyvisor.model.Loss;
import io.polyvisor.model.PowerState;
import java.util.Objects;
import java.util.Optional;

/** One cell of the transition table: what a verb does to a guest in a given power state. */
public sealed interface Answer {

    /** The verb is sent; afterwards the guest is in that state. {@code loss} must be agreed to, where there is one. */
    record Becomes(PowerState state, Optional<Loss> loss) implements Answer {
        /** Checks presence. */
        public Becomes {
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(loss, "loss");
        }
    }

    /** The verb is sent; the power state stays what it is, or what a snapshot says. {@code loss} must be agreed to. */
    record Stays(Optional<Loss> loss) implements Answer {
        /** Checks presence. */
        public Stays {
            Objects.requireNonNull(loss, "loss");
        }
    }

    /** The verb is sent; afterwards the guest is gone. */
    record Vanishes(Optional<Loss> loss) implements Answer {
        /** Checks presence. */
        public Vanishes {
            Objects.requireNonNull(loss, "loss");
        }
    }

    /** It is so already: UNCHANGED, and nothing is sent. */
    record Already() implements Answer {}

    /** Refused: what is in the way, and what to do about it. */
    record Refused(String obstacle, Optional<String> remedy) implements Answer {
        /** Checks presence. */
        public Refused {
            Objects.requireNonNull(obstacle, "obstacle");
            Objects.requireNonNull(remedy, "remedy");
        }
    }

    /** What must be agreed to before the verb is sent. */
    default Optional<Loss> losesWhat() {
        if (this instanceof Becomes becomes) {
            return becomes.loss();
        }
        if (this instanceof Stays stays) {
            return stays.loss();
        }
        return this instanceof Vanishes vanishes ? vanishes.loss() : Optional.empty();
    }
}
