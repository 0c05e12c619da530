package io.polyvisor.apply;

import io.polyvisor.model.Inventory;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells guests that may be on a host that did not answer, since a plan brought them there or was bringing them there. */
final class Absent implements Predicate<KeptGuest> {
    private final Site site;
    private final Map<String, Inventory> seen;
    private final Optional<Collection<Passage>> passages;

    Absent(Site site, StateDirectory state, Map<String, Inventory> seen) {
        this.site = site;
        this.seen = seen;
        this.passages = passages(state);
    }

    /** Where journals cannot be read, nobody knows of any guest that it is gone. */
    private static Optional<Collection<Passage>> passages(StateDirectory state) {
        try {
            return Optional.of(Passages.of(state.stories()).values());
        } catch (StateException damaged) {
            return Optional.empty();
        }
    }

    @Override
    public boolean test(KeptGuest guest) {
        return passages.map(all -> all.stream().anyMatch(passage -> tookAway(passage, guest)))
                .orElse(true);
    }

    private boolean tookAway(Passage passage, KeptGuest guest) {
        return Ground.own(site, passage.guest()).equals(guest.name())
                && passage.isNewsSince(guest.at())
                && !answers(passage.to());
    }

    private boolean answers(HostKey host) {
        Inventory inventory = seen.get(host.endpoint());
        return inventory != null && new HostsOf(site).answers(host, inventory);
    }
}
