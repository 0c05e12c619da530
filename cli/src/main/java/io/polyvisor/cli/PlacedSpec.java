package io.polyvisor.cli;

import io.polyvisor.Endpoint;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.HostId;
import java.util.Optional;

/** A spec whose host a user named as people do, made one that names it as the endpoint does. Stateless. */
final class PlacedSpec {

    private PlacedSpec() {}

    static GuestSpec of(GuestSpec spec, Endpoint endpoint) {
        return spec.host()
                .map(named -> MigrateCommand.find(endpoint, named.value()).id())
                .map(host -> on(spec, host))
                .orElse(spec);
    }

    private static GuestSpec on(GuestSpec spec, HostId host) {
        return new GuestSpec(
                spec.name(),
                spec.kind(),
                spec.vcpus(),
                spec.maxVcpus(),
                spec.memory(),
                spec.maxMemory(),
                spec.disks(),
                spec.nics(),
                spec.bootOrder(),
                spec.media(),
                spec.emptyDrive(),
                spec.seed(),
                Optional.of(host),
                spec.autostart(),
                spec.protection(),
                spec.tags(),
                spec.description());
    }
}
