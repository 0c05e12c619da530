package io.polyvisor.apply;

import io.polyvisor.placement.site.Site;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Tells guests that may be on an endpoint nobody looked at, since a plan brought them there or was bringing them there. */
final class Absent implements Predicate<KeptGuest> {
    private final Site site;
    private final Set<String> looked;
    private final Optional<Collection<Passage>> passages;

    Absent(Site site, StateDirectory state, Set<String> looked) {
        this.site = site;
        this.looked = looked;
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
                && !looked.contains(passage.to().endpoint())
                && passage.isNewsSince(guest.at());
    }
}
