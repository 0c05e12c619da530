package io.polyvisor.apply;

import io.polyvisor.apply.StateException.Reason;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.placement.site.HostKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a journal's records come to, taken in order. Not thread-safe. */
final class JournalStory {
    private final List<JournalRecord> records = new ArrayList<>();
    private final Map<Integer, StepState> steps = new HashMap<>();
    private final Map<Whereabouts, GuestId> ids = new HashMap<>();
    private final Map<String, CreationKey> keys = new HashMap<>();
    private boolean undoing;
    private Optional<String> finished = Optional.empty();

    /** A guest may have other keys on other endpoints. */
    private record Whereabouts(String guest, String endpoint) {}

    /** How far a step is. */
    enum StepState {
        /** Not begun. */
        NEW,
        /** Begun, and its end is not recorded: only looking tells. */
        BEGUN,
        /** Taken. */
        DONE,
        /** Tried, without effect. */
        FAILED,
        /** Tried; whether it took effect is not known. */
        UNKNOWN,
        /** Its taking back was begun, and the end of that is not recorded. */
        UNDO_BEGUN,
        /** Taken back. */
        UNDONE
    }

    static JournalStory of(List<String> bodies) {
        JournalStory story = new JournalStory();
        bodies.forEach(body -> story.add(JournalRecord.parse(body)));
        return story;
    }

    void add(JournalRecord record) {
        records.add(record);
        switch (record.kind()) {
            case BEGUN -> begun(record);
            case ENDED -> ended(record);
            case FAILED -> failed(record);
            case UNKNOWN -> steps.put(record.step(), undoing ? StepState.UNDO_BEGUN : StepState.UNKNOWN);
            case UNDO_BEGUN -> steps.put(record.step(), StepState.UNDO_BEGUN);
            case UNDONE -> steps.put(record.step(), StepState.UNDONE);
            case UNDO -> {
                undoing = true;
                finished = Optional.empty();
            }
            case FINISHED -> finished = record.fact("how");
            case PLAN, RESUMED, STOPPED -> {}
        }
    }

    private void begun(JournalRecord record) {
        steps.put(record.step(), StepState.BEGUN);
        record.fact("guest")
                .ifPresent(guest -> record.fact("key").ifPresent(key -> keys.put(guest, CreationKey.of(key))));
    }

    private void ended(JournalRecord record) {
        steps.put(record.step(), StepState.DONE);
        Optional<GuestId> id = record.fact("id").map(GuestId::of);
        Optional<String> guest = record.fact("guest");
        Optional<HostKey> host = record.fact("host").map(HostKey::parse);
        if (id.isPresent() && guest.isPresent() && host.isPresent()) {
            ids.put(new Whereabouts(guest.get(), host.get().endpoint()), id.get());
        }
    }

    private void failed(JournalRecord record) {
        steps.put(record.step(), undoing ? StepState.DONE : StepState.FAILED);
    }

    List<JournalRecord> records() {
        return List.copyOf(records);
    }

    /** The first record; a journal without one was never begun. */
    JournalRecord plan() {
        if (records.isEmpty() || records.get(0).kind() != JournalRecord.Kind.PLAN) {
            throw new StateException(Reason.DAMAGED, "a journal begins with its plan, and this one does not");
        }
        return records.get(0);
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    Instant began() {
        return plan().at();
    }

    StepState of(int step) {
        return steps.getOrDefault(step, StepState.NEW);
    }

    long count(StepState state) {
        return steps.values().stream().filter(state::equals).count();
    }

    /** The key that a guest has on that endpoint since this plan made it there, or brought it there. */
    Optional<GuestId> id(String guest, String endpoint) {
        return Optional.ofNullable(ids.get(new Whereabouts(guest, endpoint)));
    }

    /** All keys that steps of this plan found that guest to have. */
    Set<GuestId> ids(String guest) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getKey().guest().equals(guest))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    /** The key under which this plan began to make that guest. */
    Optional<CreationKey> key(String guest) {
        return Optional.ofNullable(keys.get(guest));
    }

    /** Whether taking back was begun. */
    boolean undoing() {
        return undoing;
    }

    /** How it was finished: done or undone. */
    Optional<String> finished() {
        return finished;
    }
}
