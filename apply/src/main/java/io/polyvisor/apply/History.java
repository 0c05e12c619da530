package io.polyvisor.apply;

import io.polyvisor.AuditRecord;
import io.polyvisor.placement.site.HostKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where guests ran, from when to when, and why they were moved: told from the journals. Immutable and thread-safe. */
public final class History {
    private final List<JournalStory> stories;
    private final List<AuditRecord> audit;

    private History(List<JournalStory> stories, List<AuditRecord> audit) {
        this.stories = stories;
        this.audit = List.copyOf(audit);
    }

    /**
     * The history that the journals of that state tell.
     *
     * @throws StateException when one cannot be read
     */
    public static History of(StateDirectory state) {
        return of(state, List.of());
    }

    /** The same, with what audit records tell beside: what was done to guests by hand. */
    public static History of(StateDirectory state, List<AuditRecord> audit) {
        return new History(state.stories(), audit);
    }

    /** What was done with that guest, oldest first. */
    public List<Deed> deeds(String guest) {
        List<Deed> deeds = new ArrayList<>();
        Set<String> objects = new HashSet<>(Set.of("guest " + guest));
        for (JournalStory story : stories) {
            deeds.addAll(new Chapter(story).deeds(guest));
            story.ids(guest).forEach(id -> objects.add("guest " + id));
        }
        audit.stream()
                .filter(record -> objects.contains(record.object()) && !byPlan(record))
                .forEach(record -> deeds.add(byHand(record)));
        deeds.sort(Comparator.comparing(Deed::at));
        return List.copyOf(deeds);
    }

    /** What a plan does is in its journal already; its operations carry its id. */
    private boolean byPlan(AuditRecord record) {
        return stories.stream()
                .flatMap(story -> story.plan().fact("id").stream())
                .anyMatch(id -> record.why().orElse("").endsWith("(plan " + id + ")"));
    }

    private static Deed byHand(AuditRecord record) {
        List<HostKey> hosts = record.hosts().stream()
                .map(host -> new HostKey(record.endpoint(), host.value()))
                .toList();
        boolean moved = hosts.size() > 1;
        return new Deed(
                record.at().plus(record.took()),
                record.verb().words() + " " + record.object(),
                hosts.isEmpty() ? Optional.empty() : Optional.of(hosts.get(hosts.size() - 1)),
                moved ? Optional.of(hosts.get(0)) : Optional.empty(),
                record.why().orElse(""),
                record.who(),
                Optional.empty(),
                record.error().isPresent() ? "failed" : "done");
    }

    /** Where that guest ran, oldest first, as far as journals tell. */
    public List<Stay> stays(String guest) {
        Itinerary itinerary = new Itinerary(guest);
        stories.stream()
                .flatMap(story -> story.records().stream())
                .sorted(Comparator.comparing(JournalRecord::at))
                .forEach(itinerary::follow);
        return itinerary.stays();
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
     * @param outcome how it ended: done, found done, failed, unknown, undone
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
