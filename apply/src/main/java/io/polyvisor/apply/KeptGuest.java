package io.polyvisor.apply;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.placement.site.HostKey;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The last observation of a guest.
 *
 * @param host where it was
 * @param at when it was observed
 * @param view with details
 * @param definition what its hypervisor says of it: what a spec has no word for is in it
 */
record KeptGuest(HostKey host, Instant at, GuestView view, Optional<KeptDefinition> definition) {

    KeptGuest with(Optional<KeptDefinition> other) {
        return new KeptGuest(host, at, view, other);
    }

    String name() {
        return view.name().value();
    }

    /** The key that it was made under; a hypervisor that calls its guests by such keys tells it by the id. */
    Optional<CreationKey> key() {
        return view.requireDetails().mark().flatMap(Mark::key).or(this::keyOfId);
    }

    private Optional<CreationKey> keyOfId() {
        try {
            UUID id = UUID.fromString(view.id().value());
            return id.toString().equalsIgnoreCase(view.id().value())
                    ? Optional.of(new CreationKey(id))
                    : Optional.empty();
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }
}
