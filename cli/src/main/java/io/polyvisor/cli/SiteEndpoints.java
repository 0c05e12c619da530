package io.polyvisor.cli;

import io.polyvisor.Endpoint;
import io.polyvisor.apply.Endpoints;
import io.polyvisor.cli.config.EndpointEntry;
import java.util.Optional;

/** The endpoints of a session, by the names of its configuration file. */
record SiteEndpoints(Session session) implements Endpoints {

    @Override
    public Endpoint named(String name) {
        EndpointEntry entry = Optional.ofNullable(session.endpoints().get(name))
                .orElseThrow(() -> new IllegalArgumentException("the configuration file has no endpoint " + name));
        return session.connect(entry);
    }
}
