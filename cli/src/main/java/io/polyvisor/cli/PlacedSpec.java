package io.polyvisor.cli;

import io.polyvisor.Endpoint;
import io.polyvisor.model.GuestSpec;

/** A spec whose host a user named as people do, made one that names it as the endpoint does. Stateless. */
final class PlacedSpec {

    private PlacedSpec() {}

    static GuestSpec of(GuestSpec spec, Endpoint endpoint) {
        return spec.host()
                .map(named -> MigrateCommand.find(endpoint, named.value()).id())
                .map(spec::on)
                .orElse(spec);
    }
}
