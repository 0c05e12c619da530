package io.polyvisor.apply;

import io.polyvisor.apply.JournalRecord.Kind;
import io.polyvisor.model.CreationKey;
import io.polyvisor.placement.site.HostKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Guests that unfinished plans were making, or have made. An applier that is killed keeps no observation of what it made, and a host that
 * is lost then cannot be asked. Not thread-safe; what it comes to is.
 */
public final class Births {
    private final Map<String, Map<HostKey, Birth>> born = new TreeMap<>();
    private final Map<StepOfPlan, Birth> begun = new HashMap<>();

    private Births() {}

    private record StepOfPlan(String plan, int step) {}

    /**
     * What journals tell of guests that plans were making and never finished.
     *
     * @throws StateException when a journal cannot be read
     */
    public static List<Birth> unfinished(StateDirectory state) {
        return of(state.stories());
    }

    /** By guest, then by host: a guest that was being moved on when its plan was cut off may be at either end. */
    static List<Birth> of(List<JournalStory> stories) {
        Births births = new Births();
        Told.inOrder(stories).forEach(told -> births.follow(told.plan(), told.record()));
        return births.born.values().stream()
                .flatMap(hosts -> hosts.values().stream())
                .toList();
    }

    private void follow(String plan, JournalRecord record) {
        StepOfPlan step = new StepOfPlan(plan, record.step());
        switch (record.kind()) {
            case BEGUN -> begun(step, record);
            // From here on it is the taking back that fails, and leaves the guest where it is.
            case UNDO_BEGUN -> {
                begun.remove(step);
                begun(step, record);
            }
            case ENDED, UNDONE -> ended(step, record);
            case FAILED -> Optional.ofNullable(begun.remove(step)).ifPresent(this::forget);
            // Whoever finishes a plan has looked at each of its steps.
            case FINISHED ->
                born.values()
                        .forEach(hosts ->
                                hosts.values().removeIf(birth -> birth.plan().equals(plan)));
            case PLAN, RESUMED, UNKNOWN, STOPPED, UNDO -> {}
        }
    }

    /** A plan makes a guest only after it was sure that no earlier one did. */
    private void begun(StepOfPlan step, JournalRecord record) {
        birth(step.plan(), record).ifPresent(birth -> {
            boolean makes = is(record, "create");
            if (makes) {
                born.remove(birth.guest());
            }
            if (makes || isKnown(birth.guest())) {
                begun.put(step, birth);
                put(birth);
            }
        });
    }

    private void ended(StepOfPlan step, JournalRecord record) {
        begun.remove(step);
        birth(step.plan(), record)
                .filter(birth -> is(record, "create") || isKnown(birth.guest()))
                .ifPresent(birth -> {
                    born.remove(birth.guest());
                    put(birth);
                });
        if (is(record, "discard") || is(record, "retire")) {
            birthAt(step.plan(), record).ifPresent(this::forget);
        }
    }

    private boolean isKnown(String guest) {
        return !born.getOrDefault(guest, Map.of()).isEmpty();
    }

    private void put(Birth birth) {
        born.computeIfAbsent(birth.guest(), any -> new TreeMap<>()).put(birth.host(), birth);
    }

    private void forget(Birth birth) {
        Optional.ofNullable(born.get(birth.guest())).ifPresent(hosts -> hosts.remove(birth.host()));
    }

    private static Optional<Birth> birth(String plan, JournalRecord record) {
        boolean brings = is(record, "create") || is(record, "move") || is(record, "recover");
        return birthAt(plan, record).filter(any -> brings);
    }

    private static Optional<Birth> birthAt(String plan, JournalRecord record) {
        boolean there = record.kind() == Kind.ENDED || record.kind() == Kind.UNDONE;
        Optional<CreationKey> key = record.fact("key").map(CreationKey::of);
        return record.fact("guest")
                .flatMap(guest -> record.fact("host")
                        .map(host -> new Birth(guest, HostKey.parse(host), plan, key, record.at(), there)));
    }

    private static boolean is(JournalRecord record, String verb) {
        return record.fact("verb").equals(Optional.of(verb));
    }
}
