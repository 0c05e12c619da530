package io.polyvisor.internal;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.Verb;
import java.util.Optional;
import java.util.function.Function;

/**
 * A verb on an object, ready to be run: everything that a verb means, as one value.
 *
 * @param verb the verb
 * @param guest the guest that it acts on, if one
 * @param object what it acts on, in words
 * @param orderKey actions of equal key run one after the other
 * @param plan observes, guards and decides; called again after a lost reply
 */
record Action<T>(Verb verb, Optional<GuestId> guest, String object, Object orderKey, Function<Work, Plan<T>> plan) {

    static <T> Action<T> onGuest(Verb verb, GuestId guest, Function<Work, Plan<T>> plan) {
        return new Action<>(verb, Optional.of(guest), "guest " + guest, guest, plan);
    }

    static <T> Action<T> on(Verb verb, String object, Object orderKey, Function<Work, Plan<T>> plan) {
        return new Action<>(verb, Optional.empty(), object, orderKey, plan);
    }
}
