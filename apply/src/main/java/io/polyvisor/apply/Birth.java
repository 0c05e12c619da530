package io.polyvisor.apply;

import io.polyvisor.model.CreationKey;
import io.polyvisor.placement.site.HostKey;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A guest that an unfinished plan was making, or has made, as its journal tells: nobody else may know of it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param guest the guest, as its plan calls it
 * @param host the host that it was being made on, or was brought to since
 * @param plan the id of the plan that did it
 * @param key the key that it was made under; empty where a move alone tells of that host
 * @param at when the journal says so
 * @param made whether it was there then; else that was under way when whoever did it was cut off
 */
public record Birth(String guest, HostKey host, String plan, Optional<CreationKey> key, Instant at, boolean made) {
    /** Checks presence. */
    public Birth {
        Objects.requireNonNull(guest, "guest");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(plan, "plan id");
        Objects.requireNonNull(key, "creation key");
        Objects.requireNonNull(at, "at");
    }

    /** What happened, in words that follow a guest's name. */
    public String words() {
        return "plan " + plan + " was cut off " + (made ? "after it had made it on " : "while it made it on ") + host;
    }
}
