package io.polyvisor.apply;

import io.polyvisor.apply.JournalRecord.Kind;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where plans brought guests, or were bringing them when they were cut off, as journals tell it. An applier that is killed keeps no
 * observation of what it did last, and a host that is lost then cannot be asked. Not thread-safe; what it comes to is.
 */
public final class Passages {
    private final Map<String, Passage> last = new TreeMap<>();
    private final Map<StepOfPlan, Passage> begun = new HashMap<>();

    private Passages() {}

    private record StepOfPlan(String plan, int step) {}

    /**
     * What journals tell of that site's guests and was not known yet when the site was last looked at.
     *
     * @throws StateException when a journal or an observation cannot be read
     */
    public static List<Passage> since(Site lastLook, StateDirectory state) {
        KeptGuests kept = new KeptGuests(state.observed());
        return of(state.stories()).values().stream()
                .filter(passage -> lastLook.guests().containsKey(passage.guest()))
                .filter(passage -> isNews(passage, lastLook.guest(passage.guest()), kept))
                .toList();
    }

    private static boolean isNews(Passage passage, SiteGuest guest, KeptGuests kept) {
        Optional<KeptGuest> seen = guest.place()
                .flatMap(place -> guest.id().map(id -> kept.of(place.endpoint()).get(id)));
        return seen.map(observation -> passage.isNewsSince(observation.at())).orElse(true);
    }

    /** The last passage of each guest, by its name. */
    static Map<String, Passage> of(List<JournalStory> stories) {
        Passages passages = new Passages();
        Told.inOrder(stories).forEach(told -> passages.follow(told.plan(), told.record()));
        return passages.last;
    }

    private void follow(String plan, JournalRecord record) {
        StepOfPlan step = new StepOfPlan(plan, record.step());
        switch (record.kind()) {
            case BEGUN, UNDO_BEGUN ->
                passage(plan, record, "move").ifPresent(passage -> {
                    begun.put(step, passage);
                    last.put(passage.guest(), passage);
                });
            case ENDED, UNDONE -> ended(plan, record);
            case FAILED ->
                Optional.ofNullable(begun.get(step))
                        .ifPresent(passage -> last.put(passage.guest(), passage.failed(record.at())));
            // Whoever finishes a plan has looked at each of its steps.
            case FINISHED ->
                last.values()
                        .removeIf(
                                passage -> !passage.arrived() && passage.plan().equals(plan));
            case PLAN, RESUMED, UNKNOWN, STOPPED, UNDO -> {}
        }
    }

    private void ended(String plan, JournalRecord record) {
        passage(plan, record, "move")
                .or(() -> passage(plan, record, "recover"))
                .ifPresent(passage -> last.put(passage.guest(), passage));
        boolean another =
                List.of("create", "discard").contains(record.fact("verb").orElse(""));
        if (another) {
            record.fact("guest").ifPresent(last::remove);
        }
    }

    private static Optional<Passage> passage(String plan, JournalRecord record, String verb) {
        Optional<String> guest =
                record.fact("guest").filter(any -> record.fact("verb").equals(Optional.of(verb)));
        Optional<HostKey> from = record.fact("from").map(HostKey::parse);
        Optional<HostKey> to = record.fact("host").map(HostKey::parse);
        boolean arrived = record.kind() == Kind.ENDED || record.kind() == Kind.UNDONE;
        return guest.isPresent() && from.isPresent() && to.isPresent()
                ? Optional.of(new Passage(guest.get(), from.get(), to.get(), plan, record.at(), arrived))
                : Optional.empty();
    }
}
