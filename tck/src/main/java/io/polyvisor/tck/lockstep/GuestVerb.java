package io.polyvisor.tck.lockstep;

import io.polyvisor.Guest;
import io.polyvisor.Operation;

/** A step that begins an operation on one guest. */
sealed interface GuestVerb extends OnGuest
        permits PowerStep, ConfigurationStep, DeviceStep, SnapshotStep, CopyStep, RemovalStep {

    /** Asks for it; called twice, because a check comes before. */
    Operation<?> ask(Guest handle, Side side);

    /** What it came to, in words that are the same on every backend; takes note of what was made. */
    default String told(Object result, Side side) {
        return String.valueOf(result);
    }

    @Override
    default Reply play(Side side) {
        Guest guest = side.guest(guest());
        String check = Reply.ofCheck(() -> guest.check(handle -> ask(handle, side)));
        return Reply.of(check, () -> told(ask(guest, side).await(), side));
    }
}
