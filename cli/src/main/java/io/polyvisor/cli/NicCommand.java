package io.polyvisor.cli;

import io.polyvisor.Guest;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.output.GuestJson;
import io.polyvisor.cli.output.Table;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.NicView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A guest's NICs. */
@Command(
        name = "nic",
        description = "List, attach and detach a guest's NICs.",
        subcommands = {NicCommand.Ls.class, NicCommand.Attach.class, NicCommand.Detach.class})
final class NicCommand extends CommandGroup {

    @Command(name = "ls", description = "List a guest's NICs.")
    static final class Ls extends SessionCommand {
        @Parameters(paramLabel = "GUEST", description = "The guest.")
        private String guest = "";

        @Override
        ExitCode run(Session session) {
            Guest found = GuestAddress.parse(guest, session.choice()).find(session);
            List<NicView> nics = found.view().requireDetails().nics();
            if (session.wantsJson()) {
                session.out()
                        .line(Documents.pretty(Documents.of(
                                "nics",
                                Map.of(
                                        "endpoint", found.endpoint().name(),
                                        "guest", found.id(),
                                        "items",
                                                nics.stream()
                                                        .map(GuestJson::nic)
                                                        .toList()))));
                return ExitCode.OK;
            }
            Table table = Table.of("NIC", "MAC", "NETWORK", "LINK");
            nics.forEach(nic -> table.row(
                    Cell.of(nic.id()),
                    Cell.of(nic.mac()),
                    Cell.of(nic.network()),
                    Cell.of(nic.connected() ? "up" : "down")));
            table.print(session.out());
            return ExitCode.OK;
        }
    }

    @Command(name = "attach", description = "Add a NIC; a running guest sees it now.")
    static final class Attach extends MutatingCommand {
        @Parameters(index = "0", paramLabel = "GUEST", description = "The guest.")
        private String guest = "";

        @Parameters(index = "1", paramLabel = "NETWORK", description = "The network that it joins.")
        private String network = "";

        @Option(names = "--mac", paramLabel = "ADDRESS", description = "Its hardware address (default: chosen).")
        private Optional<MacAddress> mac = Optional.empty();

        @Override
        List<Deed> deeds(Session session) {
            NicSpec nic = new NicSpec(NetworkId.of(network), mac);
            return List.of(onGuest(session, "nic attach", guest, it -> it.nics().attach(nic)));
        }
    }

    @Command(name = "detach", description = "Take a NIC out.")
    static final class Detach extends MutatingCommand {
        @Parameters(index = "0", paramLabel = "GUEST", description = "The guest.")
        private String guest = "";

        @Parameters(index = "1", paramLabel = "NIC", description = "The NIC, as nic ls shows it.")
        private String nic = "";

        @Override
        List<Deed> deeds(Session session) {
            NicId id = NicId.of(nic);
            return List.of(onGuest(session, "nic detach", guest, it -> it.nics().detach(id)));
        }
    }
}
