package io.polyvisor.model;

import java.util.List;
import java.util.Objects;

/**
 * How an endpoint fares, answered at once from what is known, without asking it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param state in one word
 * @param abandonedLanes calls that were given up at their deadline and have not come back
 * @param laneLimit how many abandoned lanes make the endpoint refuse
 * @param stuckCalls the abandoned calls, in words
 * @param running operations under way
 * @param queued operations waiting
 */
public record Health(State state, int abandonedLanes, int laneLimit, List<String> stuckCalls, int running, int queued) {

    /** Copies the list. */
    public Health {
        Objects.requireNonNull(state, "state");
        stuckCalls = List.copyOf(stuckCalls);
    }

    /** An endpoint's condition. */
    public enum State {
        /** Calls come back. */
        WELL,
        /** Some calls were abandoned and still hang. */
        IMPAIRED,
        /** So many hang that new calls are refused at once. */
        REFUSING,
        /** It was closed. */
        CLOSED
    }
}
