package io.polyvisor.apply;

import io.polyvisor.AuditRecord;
import io.polyvisor.placement.site.HostKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where guests ran, from when to when, and why they were moved: told from the journals. Immutable and thread-safe. */
public final class History {
    private History() {}

    /**
     * The history that the journals of that state tell.
     *
     * @throws StateException when one cannot be read
     */
    public static History of(StateDirectory state) {
        return of(state, List.of());
    }

    /** The same, with what audit records tell beside. */
    public static History of(StateDirectory state, List<AuditRecord> audit) {
        return new History();
    }

    /** What was done with that guest, oldest first. */
    public List<Deed> deeds(String guest) {
        return List.of();
    }

    /** Where that guest ran, oldest first. */
    public List<Stay> stays(String guest) {
        return List.of();
    }

    /**
     * Something that was done with a guest.
     *
     * @param at when it had been done
     * @param what what, in words
     * @param host where, or where to
     * @param from where from, for moves and recoveries
     * @param why the reason
     * @param who on whose behalf
     * @param plan the plan; empty for what an audit record tells
     * @param outcome how it ended: done, failed, unknown, undone
     */
    public record Deed(
            Instant at,
            String what,
            Optional<HostKey> host,
            Optional<HostKey> from,
            String why,
            String who,
            Optional<String> plan,
            String outcome) {}

    /**
     * A time during which a guest ran on one host.
     *
     * @param host where
     * @param from since when; empty when that was before the oldest journal
     * @param until until when; empty when it still does as far as the journals know
     * @param why why it came there
     */
    public record Stay(HostKey host, Optional<Instant> from, Optional<Instant> until, String why) {}
}
