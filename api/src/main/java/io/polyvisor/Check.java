package io.polyvisor;

import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Verb;
import java.util.Objects;
import java.util.Optional;

/**
 * What a mutating verb would have met: references, guard, capacity and privilege were looked at, and nothing was sent that changes
 * anything.
 *
 * @param verb which verb
 * @param object on what, in words
 * @param changes whether it would change anything; false when it is already so
 * @param refusal why it would be refused; empty when it would be sent
 */
public record Check(Verb verb, String object, boolean changes, Optional<PolyvisorException> refusal) {

    /** Checks presence. */
    public Check {
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(refusal, "refusal");
    }

    /** Whether it would be let through. */
    public boolean passed() {
        return refusal.isEmpty();
    }
}
