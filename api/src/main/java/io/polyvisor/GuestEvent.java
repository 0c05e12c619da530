package io.polyvisor;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import java.time.Instant;
import java.util.Optional;

/**
 * What an endpoint's event stream tells. Levels, not edges: each says what is so now. Numbers grow by one within a subscription.
 */
public sealed interface GuestEvent {

    /** Its number within the subscription, from 1. */
    long sequence();

    /** When it was observed. */
    Instant at();

    /**
     * A guest is as {@code now} says; the subscriber last saw it as {@code lastSeen} says.
     *
     * @param sequence its number
     * @param at when it was observed
     * @param guest which guest
     * @param now how it is; empty when it is gone
     * @param lastSeen how this subscription last told it; empty when never
     */
    record Level(long sequence, Instant at, GuestId guest, Optional<GuestView> now, Optional<GuestView> lastSeen)
            implements GuestEvent {}

    /**
     * Changes may have been missed since the last event; levels that differ follow.
     *
     * @param sequence its number
     * @param at when it was noticed
     * @param why in words
     */
    record Gap(long sequence, Instant at, String why) implements GuestEvent {}
}
