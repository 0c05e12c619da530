package io.polyvisor.spi;

import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Cells of the common transition table that a hypervisor cannot do. A driver only subtracts; it never adds.
 *
 * @param verb which verb
 * @param states in which states
 * @param reason why not, in words that a user understands
 * @param remedy what to do instead; empty when nothing can be done
 */
public record Subtraction(Verb verb, Set<PowerState> states, String reason, Optional<String> remedy) {

    /** Copies the states. */
    public Subtraction {
        Objects.requireNonNull(verb, "verb");
        states = Set.copyOf(states);
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** A cell, or several, with what to do instead. */
    public static Subtraction of(Verb verb, String reason, String remedy, PowerState first, PowerState... more) {
        return new Subtraction(verb, EnumSet.of(first, more), reason, Optional.of(remedy));
    }
}
