package io.polyvisor.tck.lockstep;

import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import java.util.Objects;

/**
 * A verb asked for in a power state.
 *
 * @param state the guest's state before
 * @param verb what was asked for
 */
public record Cell(PowerState state, Verb verb) {

    /** Checks presence. */
    public Cell {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(verb, "verb");
    }

    @Override
    public String toString() {
        return verb.words() + " while " + state;
    }
}
