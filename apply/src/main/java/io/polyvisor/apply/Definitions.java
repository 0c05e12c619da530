package io.polyvisor.apply;

import io.polyvisor.Endpoint;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.GuestView;
import io.polyvisor.placement.site.HostKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads the hypervisor's own definitions of guests of one endpoint, where they may have changed. */
final class Definitions {
    private static final Duration FRESH = Duration.ofHours(1);

    private final String name;
    private final Endpoints endpoints;

    Definitions(String name, Endpoints endpoints) {
        this.name = name;
        this.endpoints = endpoints;
    }

    KeptGuest of(KeptGuest fresh, Optional<KeptGuest> before) {
        Optional<KeptDefinition> known = before.flatMap(KeptGuest::definition);
        boolean same = before.map(kept -> configuration(kept.view()).equals(configuration(fresh.view())))
                .orElse(false);
        boolean recent = known.map(definition -> definition.at().plus(FRESH).isAfter(fresh.at()))
                .orElse(false);
        boolean ours = fresh.view().requireDetails().mark().isPresent();
        return fresh.with(ours && !(same && recent) ? read(fresh).or(() -> known) : known);
    }

    /** What is observed of its configuration; never what the guest is doing. */
    private static String configuration(GuestView view) {
        KeptGuest plain = new KeptGuest(new HostKey("-", "-"), Instant.EPOCH, view, Optional.empty());
        return KeptText.write(plain).without("power").toString();
    }

    private Optional<KeptDefinition> read(KeptGuest fresh) {
        try {
            Endpoint endpoint = endpoints.named(name);
            return endpoint.capabilities().provides(Capability.NATIVE_DEFINITION)
                    ? Optional.of(
                            new KeptDefinition(endpoint.guest(fresh.view().id()).definition(), fresh.at()))
                    : Optional.empty();
        } catch (PolyvisorException | IllegalArgumentException unread) {
            return Optional.empty();
        }
    }
}
