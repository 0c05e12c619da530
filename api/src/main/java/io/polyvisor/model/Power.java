package io.polyvisor.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A guest's power state as observed, with its reason where one is known. An UNKNOWN state carries what was last seen and when.
 *
 * <p>Immutable and thread-safe.
 *
 * @param state the state
 * @param reason why it is in that state, where the hypervisor tells
 * @param lastKnown only with UNKNOWN: the state last observed, if any was
 * @param since only with UNKNOWN: when it was last observed
 */
public record Power(
        PowerState state, Optional<StateReason> reason, Optional<PowerState> lastKnown, Optional<Instant> since) {

    /** Checks presence and that only UNKNOWN carries a past. */
    public Power {
        Objects.requireNonNull(state, "power state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(lastKnown, "last known state");
        Objects.requireNonNull(since, "since");
        if (state != PowerState.UNKNOWN && (lastKnown.isPresent() || since.isPresent())) {
            throw new IllegalArgumentException("only an UNKNOWN power state carries what was last known");
        }
    }

    /** Observed, with no reason told. */
    public static Power of(PowerState state) {
        return new Power(state, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Observed, with its reason. */
    public static Power of(PowerState state, StateReason reason) {
        return new Power(state, Optional.of(reason), Optional.empty(), Optional.empty());
    }

    /** Could not be observed, and never was. */
    public static Power unknown() {
        return of(PowerState.UNKNOWN);
    }

    /** Could not be observed; {@code last} was seen at {@code since}. */
    public static Power unknown(PowerState last, Instant since) {
        return new Power(PowerState.UNKNOWN, Optional.empty(), Optional.of(last), Optional.of(since));
    }

    /** Whether the observed state is {@code candidate}. */
    public boolean is(PowerState candidate) {
        return state == candidate;
    }
}
