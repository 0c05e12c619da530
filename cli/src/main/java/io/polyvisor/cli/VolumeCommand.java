package io.polyvisor.cli;

import io.polyvisor.EndpointView;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.ResourceJson;
import io.polyvisor.cli.output.Table;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Memory;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.model.VolumeView;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Volumes of an endpoint's storages. */
@Command(
        name = "volume",
        description = "List, create, import, copy, grow and delete volumes, written STORAGE/VOLUME.",
        subcommands = {
            VolumeCommand.Ls.class,
            VolumeCommand.Create.class,
            VolumeImport.class,
            VolumeCommand.Copy.class,
            VolumeCommand.Grow.class,
            VolumeCommand.Remove.class
        })
final class VolumeCommand extends CommandGroup {

    /** A verb on one volume. */
    abstract static class OnVolume extends MutatingCommand {
        @Parameters(index = "0", paramLabel = "STORAGE/VOLUME", description = "The volume.")
        private String volume = "";

        VolumeId volume() {
            return VolumeId.parse(volume);
        }
    }

    @Command(name = "ls", description = "List the volumes of all endpoints.")
    static final class Ls extends SessionCommand {
        @Override
        ExitCode run(Session session) {
            return FleetView.read(session, EnumSet.of(InventoryField.VOLUMES))
                    .print(
                            session,
                            "volumes",
                            inventory -> inventory.volumes().stream()
                                    .map(ResourceJson::volume)
                                    .toList(),
                            Ls::table);
        }

        private static Table table(FleetView fleet) {
            Table table = Table.of("ENDPOINT", "VOLUME", ">CAPACITY", ">ALLOCATED", "FORMAT", "LINKED TO", "USED BY");
            fleet.fill(table, Ls::rows);
            return table;
        }

        private static void rows(Table table, EndpointView.Seen seen) {
            for (VolumeView volume : seen.inventory().volumes()) {
                table.row(
                        Cell.of(seen.endpoint()),
                        Cell.of(volume.id()),
                        Cell.of(volume.capacity()),
                        Cell.of(volume.allocated()),
                        Cell.of(volume.format()),
                        Cell.of(volume.backing()),
                        Cell.of(volume.usedBy().map(users -> users.isEmpty() ? "nobody" : names(seen, volume))));
            }
        }

        private static String names(EndpointView.Seen seen, VolumeView volume) {
            return LsCommand.joined(volume.usedBy().stream()
                    .flatMap(users -> users.stream())
                    .map(id -> seen.inventory()
                            .guest(id)
                            .map(guest -> guest.name().value())
                            .orElse(id.value()))
                    .sorted()
                    .toList());
        }
    }

    @Command(name = "create", description = "Make an empty volume.")
    static final class Create extends OnVolume {
        @Parameters(index = "1", paramLabel = "SIZE", description = "Such as 20GiB.")
        private Memory size = Memory.ZERO;

        @Option(names = "--thick", description = "Take all its space at once.")
        private boolean thick;

        @Override
        List<Deed> deeds(Session session) {
            VolumeSpec spec = thick ? VolumeSpec.thick(volume(), size) : VolumeSpec.thin(volume(), size);
            return List.of(onEndpoint(
                    session,
                    "volume create",
                    volume().toString(),
                    it -> it.volumes().create(spec)));
        }
    }

    @Command(name = "copy", description = "Make a volume with a copy of another's data.")
    static final class Copy extends OnVolume {
        @Parameters(index = "1", paramLabel = "STORAGE/VOLUME", description = "The copy.")
        private String copy = "";

        @Override
        List<Deed> deeds(Session session) {
            VolumeId target = VolumeId.parse(copy);
            return List.of(onEndpoint(
                    session,
                    "volume copy",
                    volume().toString(),
                    it -> it.volumes().copy(volume(), target)));
        }
    }

    @Command(name = "grow", description = "Make a volume at least that large; never smaller.")
    static final class Grow extends OnVolume {
        @Parameters(index = "1", paramLabel = "SIZE", description = "Such as 40GiB.")
        private Memory size = Memory.ZERO;

        @Override
        List<Deed> deeds(Session session) {
            return List.of(onEndpoint(
                    session,
                    "volume grow",
                    volume().toString(),
                    it -> it.volumes().grow(volume(), size)));
        }
    }

    @Command(name = "rm", description = "Delete a volume and what is in it; refused while something uses it.")
    static final class Remove extends OnVolume {
        @Override
        List<Deed> deeds(Session session) {
            return List.of(onEndpoint(
                    session,
                    "volume rm",
                    volume().toString(),
                    it -> it.volumes().delete(volume())));
        }
    }
}
