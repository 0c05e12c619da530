package io.polyvisor.cli;

import io.polyvisor.EndpointView;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.ResourceJson;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.StorageView;
import java.util.EnumSet;
import picocli.CommandLine.Command;

/** What guests are connected to and stored on. */
final class ResourceCommands {

    private ResourceCommands() {}

    private static Cell usable(boolean usable) {
        return usable ? Cell.of("yes").in(Tone.GOOD) : Cell.of("no").in(Tone.WARN);
    }

    @Command(name = "network", description = "List networks.", subcommands = NetworkLs.class)
    static final class Network extends CommandGroup {}

    @Command(name = "storage", description = "List storages.", subcommands = StorageLs.class)
    static final class Storage extends CommandGroup {}

    @Command(name = "ls", description = "List the networks of all endpoints.")
    static final class NetworkLs extends SessionCommand {
        @Override
        ExitCode run(Session session) {
            return FleetView.read(session, EnumSet.of(InventoryField.NETWORKS))
                    .print(
                            session,
                            "networks",
                            inventory -> inventory.networks().stream()
                                    .map(ResourceJson::network)
                                    .toList(),
                            NetworkLs::table);
        }

        private static Table table(FleetView fleet) {
            Table table = Table.of("ENDPOINT", "NETWORK", "USABLE", ">VLAN");
            fleet.fill(table, NetworkLs::rows);
            return table;
        }

        private static void rows(Table table, EndpointView.Seen seen) {
            for (NetworkView network : seen.inventory().networks()) {
                table.row(
                        Cell.of(seen.endpoint()),
                        Cell.of(network.id()),
                        usable(network.usable()),
                        Cell.of(network.vlan()));
            }
        }
    }

    @Command(name = "ls", description = "List the storages of all endpoints.")
    static final class StorageLs extends SessionCommand {
        @Override
        ExitCode run(Session session) {
            return FleetView.read(session, EnumSet.of(InventoryField.STORAGES))
                    .print(
                            session,
                            "storages",
                            inventory -> inventory.storages().stream()
                                    .map(ResourceJson::storage)
                                    .toList(),
                            StorageLs::table);
        }

        private static Table table(FleetView fleet) {
            Table table =
                    Table.of("ENDPOINT", "STORAGE", "KIND", "USABLE", ">CAPACITY", ">FREE", ">PROMISED", "BACKING");
            fleet.fill(table, StorageLs::rows);
            return table;
        }

        private static void rows(Table table, EndpointView.Seen seen) {
            for (StorageView storage : seen.inventory().storages()) {
                table.row(
                        Cell.of(seen.endpoint()),
                        Cell.of(storage.id()),
                        Cell.of(storage.kind()),
                        usable(storage.usable()),
                        Cell.of(storage.capacity()),
                        Cell.of(storage.free()),
                        Cell.of(storage.promised()),
                        Cell.of(storage.backing()));
            }
        }
    }
}
