package io.polyvisor.tck;

import io.polyvisor.Console;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointTemplates;
import io.polyvisor.EndpointVolumes;
import io.polyvisor.Guest;
import io.polyvisor.GuestDisks;
import io.polyvisor.GuestNics;
import io.polyvisor.GuestSnapshots;
import io.polyvisor.Operation;
import java.util.Set;

/** The interfaces of the public API. Hosts are left out: they travel inside a migration back into the core. */
final class HandleKinds {
    static final Set<Class<?>> ALL = Set.of(
            Endpoint.class,
            EndpointTemplates.class,
            EndpointVolumes.class,
            Guest.class,
            GuestDisks.class,
            GuestNics.class,
            GuestSnapshots.class,
            Operation.class,
            Console.class);

    private HandleKinds() {}
}
