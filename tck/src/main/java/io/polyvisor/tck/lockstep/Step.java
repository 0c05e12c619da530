package io.polyvisor.tck.lockstep;

import io.polyvisor.model.Verb;

/**
 * One step of a walk: a verb with its arguments. It names things by aliases ({@code g0}, {@code v1}), which each side maps to native
 * ids, so that the same step can be played on unlike endpoints. Every step can be played at any time: what an alias does not name yet
 * is asked for all the same, under an id that nothing has.
 *
 * <p>Components are texts, numbers, truth values and enums only: {@link StepText} prints and parses them.
 */
sealed interface Step permits OnGuest, EndpointVerb {

    /** What is asked for. */
    Verb verb();

    /** Asks for it and waits for the answer. */
    Reply play(Side side);
}
