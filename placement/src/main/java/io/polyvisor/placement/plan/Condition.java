package io.polyvisor.placement.plan;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.site.HostKey;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What must be so, by an observation made just before a step, or the step is not taken. Immutable and thread-safe. */
public sealed interface Condition {

    /**
     * That guest is on that host, in one of these power states.
     *
     * @param id the backend's key, where it was known when the plan was made: a guest of that name with another key is another guest
     */
    record GuestIs(String guest, HostKey host, Set<PowerState> powers, Optional<GuestId> id) implements Condition {
        /** Copies the set. */
        public GuestIs {
            powers = Set.copyOf(powers);
            Objects.requireNonNull(id, "guest id");
        }
    }

    /** No guest on that endpoint has that name, but for the one that the plan's own key names. */
    record NameFree(String guest, String endpoint) implements Condition {}

    /** That host answers and takes guests. */
    record HostTakesGuests(HostKey host) implements Condition {}

    /** That host has room for that much more. */
    record Room(HostKey host, Memory memory, int vcpus) implements Condition {}

    /** No active guest is on that host. */
    record HostEmpty(HostKey host) implements Condition {}

    /** There is evidence that nothing runs on that host. */
    record Fenced(HostKey host) implements Condition {}

    /** That guest runs nowhere in its pool. */
    record RunsNowhere(String guest) implements Condition {}
}
