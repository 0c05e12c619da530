package io.polyvisor.tck.lockstep;

import io.polyvisor.model.GuestView;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one side sees of all that its walk made, read once.
 *
 * @param guests by alias, those that are gone too
 * @param strangers names of guests that bear the walk's prefix and that no step is known to have made
 * @param volumes volumes of the walk's: named by it, or seen in one of its guests
 * @param templates templates that bear the walk's prefix
 */
record World(
        Map<String, Sight> guests, List<String> strangers, List<VolumeView> volumes, List<TemplateView> templates) {
    static final World EMPTY = new World(Map.of(), List.of(), List.of(), List.of());

    /**
     * One guest.
     *
     * @param view as observed; empty when it is not there
     * @param listed as the inventory lists it; empty when it does not
     * @param slots its devices in order
     * @param snapshots its snapshots, parents before children
     * @param may which verbs would be let through
     * @param told what the event stream told of it last; empty when nothing
     */
    record Sight(
            Optional<GuestView> view,
            Optional<GuestView> listed,
            Slots slots,
            List<SnapshotView> snapshots,
            Map<Verb, Boolean> may,
            Optional<EventLog.Told> told) {}
}
