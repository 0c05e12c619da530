package io.polyvisor.cli;

import io.polyvisor.EndpointView;
import io.polyvisor.apply.file.Words;
import io.polyvisor.cli.OwnershipCommands.Switch;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.ResourceJson;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.model.HostView;
import io.polyvisor.model.InventoryField;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Hosts of all endpoints. */
@Command(name = "hosts", description = "List the hosts of all endpoints.", subcommands = HostsCommand.Maintenance.class)
final class HostsCommand extends SessionCommand {

    @Override
    ExitCode run(Session session) {
        return FleetView.read(session, EnumSet.of(InventoryField.HOSTS))
                .print(
                        session,
                        "hosts",
                        inventory -> inventory.hosts().stream()
                                .map(ResourceJson::host)
                                .toList(),
                        HostsCommand::table);
    }

    private static Table table(FleetView fleet) {
        Table table = Table.of(
                "ENDPOINT", "HOST", "STATE", ">CPUS", "VENDOR", ">MEMORY", ">FREE", ">GUESTS", "HYPERVISOR", "ID");
        fleet.fill(table, HostsCommand::rows);
        return table;
    }

    private static void rows(Table table, EndpointView.Seen seen) {
        for (HostView host : seen.inventory().hosts()) {
            long guests = seen.inventory().guests().stream()
                    .filter(guest -> guest.host().filter(host.id()::equals).isPresent())
                    .count();
            table.row(
                    Cell.of(seen.endpoint()),
                    Cell.of(host.name()),
                    cell(host.state()),
                    Cell.of(host.cpus()),
                    Cell.of(host.cpuVendor()),
                    Cell.of(host.memory()),
                    Cell.of(host.freeMemory()),
                    Cell.of(guests),
                    Cell.of(host.hypervisor()),
                    Cell.of(host.id()));
        }
    }

    private static Cell cell(HostView.State state) {
        Tone tone = switch (state) {
            case ONLINE -> Tone.GOOD;
            case MAINTENANCE -> Tone.WARN;
            case UNREACHABLE -> Tone.BAD;
        };
        return Cell.of(Words.of(state)).in(tone);
    }

    @Command(name = "maintenance", description = "Take a host out of service, or put it back.")
    static final class Maintenance extends MutatingCommand {
        @Parameters(index = "0", paramLabel = "HOST", description = "The host's name or id.")
        private String host = "";

        @Parameters(index = "1", paramLabel = "on|off", description = "Out of service, or back.")
        private Switch out = Switch.OFF;

        @Override
        List<Deed> deeds(Session session) {
            return List.of(onEndpoint(session, "hosts maintenance", host, endpoint -> {
                var found = MigrateCommand.find(endpoint, host);
                return out == Switch.ON ? found.enterMaintenance() : found.leaveMaintenance();
            }));
        }
    }
}
