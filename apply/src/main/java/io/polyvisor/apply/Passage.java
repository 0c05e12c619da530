package io.polyvisor.apply;

import io.polyvisor.placement.site.HostKey;
import java.time.Instant;
import java.util.Objects;

/**
 * The last that journals tell of where a guest was brought.
 *
 * <p>Immutable and thread-safe.
 *
 * @param guest the guest, as its site calls it
 * @param from the host that it left, or was leaving
 * @param to the host that it was brought to, or was being brought to
 * @param plan the id of the plan that did it
 * @param at when the journal says so
 * @param arrived whether it got there; else it was under way when whoever brought it was cut off, and may be at either host
 */
public record Passage(String guest, HostKey from, HostKey to, String plan, Instant at, boolean arrived) {
    /** Checks presence. */
    public Passage {
        Objects.requireNonNull(guest, "guest");
        Objects.requireNonNull(from, "host that it left");
        Objects.requireNonNull(to, "host that it was brought to");
        Objects.requireNonNull(plan, "plan id");
        Objects.requireNonNull(at, "at");
    }

    /** It did not come off: the guest stayed where it was. */
    Passage failed(Instant when) {
        return new Passage(guest, to, from, plan, when, true);
    }

    /** Whether it tells more than an observation of that time. */
    boolean isNewsSince(Instant observation) {
        return !arrived || at.isAfter(observation);
    }
}
