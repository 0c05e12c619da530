package io.polyvisor.cli;

import io.polyvisor.cli.config.EndpointEntry;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.tck.MemoryEnvironment;
import io.polyvisor.tck.TckEnvironment;
import io.polyvisor.tck.TckTarget;
import io.polyvisor.tck.UriEnvironment;
import io.polyvisor.testbed.Availability;
import io.polyvisor.testbed.LibvirtEnvironment;
import io.polyvisor.testbed.LibvirtHost;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the TCK runs against, as options: an endpoint and what may be used there, or private real hosts. */
final class TckSite {

    @Option(
            names = "--real",
            description = "On two private libvirtd hosts with QEMU that are started for it (root, Debian).")
    private boolean real;

    @Option(names = "--storage", paramLabel = "STORAGE", description = "Where volumes may be made.")
    private Optional<StorageId> storage = Optional.empty();

    @Option(
            names = "--volume-ending",
            paramLabel = "ENDING",
            description = "How names of volumes end there, such as .vmdk on vSphere (default .vol).")
    private Optional<String> volumeEnding = Optional.empty();

    @Option(names = "--image", paramLabel = "STORAGE/VOLUME", description = "A disk image; it is never changed.")
    private Optional<VolumeId> image = Optional.empty();

    @Option(
            names = "--medium",
            paramLabel = "STORAGE/VOLUME",
            description = "A medium for drives; it is never changed.")
    private Optional<VolumeId> medium = Optional.empty();

    @Option(names = "--network", paramLabel = "NETWORK", description = "A network that NICs can join.")
    private Optional<String> network = Optional.empty();

    @Option(names = "--peer", paramLabel = "ENDPOINT", description = "An endpoint to which guests can move and back.")
    private Optional<String> peer = Optional.empty();

    Optional<StorageId> storage() {
        return storage;
    }

    Optional<NetworkId> network() {
        return network.map(NetworkId::of);
    }

    Optional<VolumeId> medium() {
        return medium;
    }

    /** The environment; to be closed. */
    TckEnvironment environment(Session session, Optional<String> endpoint) {
        if (real) {
            return realHosts();
        }
        EndpointEntry entry = endpoint.map(session.choice()::entry)
                .orElseGet(() -> session.choice().only());
        return entry.uri().scheme().equals("memory") ? model(entry) : given(session, entry);
    }

    private static TckEnvironment realHosts() {
        Availability there = LibvirtHost.availability();
        if (!there.isAvailable()) {
            throw new CommandFailure(ExitCode.UNSUPPORTED, "no real hosts can be had here: " + there.obstacle());
        }
        return LibvirtEnvironment.start();
    }

    /** The model needs no site of anybody's: it gets one of its own with all that rules can ask for. */
    private static TckEnvironment model(EndpointEntry entry) {
        var parameters = entry.uri().parameters();
        return Optional.ofNullable(parameters.get("like"))
                .map(MemoryEnvironment::like)
                .or(() -> Optional.ofNullable(parameters.get("lacks")).map(MemoryEnvironment::lacking))
                .orElseGet(MemoryEnvironment::complete);
    }

    private TckEnvironment given(Session session, EndpointEntry entry) {
        UriEnvironment environment = UriEnvironment.at(entry.uri().toString(), session.access(entry));
        environment = volumeEnding.map(environment::volumeEnding).orElse(environment);
        environment = storage.map(environment::storage).orElse(environment);
        environment = image.map(environment::image).orElse(environment);
        environment = medium.map(environment::medium).orElse(environment);
        environment = network().map(environment::network).orElse(environment);
        if (peer.isPresent()) {
            EndpointEntry other = session.choice().entry(peer.get());
            environment = environment.peer(TckTarget.of(other.uri().toString(), session.access(other)));
        }
        return environment;
    }
}
