package io.polyvisor.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.Guest;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.output.GuestJson;
import io.polyvisor.cli.output.Table;
import io.polyvisor.model.Loss;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Snapshots of guests. */
@Command(
        name = "snapshot",
        description = "Take, list, revert to and drop snapshots.",
        subcommands = {
            SnapshotCommand.Create.class,
            SnapshotCommand.Ls.class,
            SnapshotCommand.Revert.class,
            SnapshotCommand.Remove.class
        })
final class SnapshotCommand extends CommandGroup {

    /** The snapshot that a user named, by its name or its id. */
    private static SnapshotId find(Guest guest, String text) {
        List<SnapshotView> all = guest.snapshots().list();
        List<SnapshotView> found = all.stream()
                .filter(snapshot ->
                        snapshot.name().equals(text) || snapshot.id().value().equals(text))
                .toList();
        if (found.size() == 1) {
            return found.get(0).id();
        }
        String known = all.isEmpty()
                ? "it has none"
                : "it has "
                        + LsCommand.joined(all.stream().map(SnapshotView::name).toList());
        throw new CommandFailure(
                ExitCode.NOT_FOUND,
                "snapshot \"" + text + "\" " + (found.isEmpty() ? "was not found" : "is ambiguous; give its id") + "; "
                        + known);
    }

    @Command(name = "create", description = "Take a snapshot; the guest goes on as it was.")
    static final class Create extends MutatingCommand {
        @Parameters(index = "0", paramLabel = "GUEST", description = "The guest.")
        private String guest = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "The snapshot's name, unique within the guest.")
        private String name = "";

        @Option(names = "--with-memory", description = "Keep its memory, too: a revert goes on where the guest was.")
        private boolean withMemory;

        @Option(names = "--description", paramLabel = "TEXT", description = "Free text.")
        private String description = "";

        @Override
        List<Deed> deeds(Session session) {
            SnapshotContent holds = withMemory ? SnapshotContent.DISKS_AND_MEMORY : SnapshotContent.DISKS;
            return List.of(onGuest(
                    session, "snapshot create", guest, it -> it.snapshots().create(name, description, holds)));
        }
    }

    @Command(name = "revert", description = "Put a guest back to a snapshot; all that happened since is lost.")
    static final class Revert extends MutatingCommand {
        @Parameters(index = "0", paramLabel = "GUEST", description = "The guest.")
        private String guest = "";

        @Parameters(index = "1", paramLabel = "SNAPSHOT", description = "The snapshot's name or id.")
        private String snapshot = "";

        @Option(
                names = "--accept-loss",
                paramLabel = "LOSS",
                converter = Losses.class,
                description = "present-state: agree to lose all that happened since the snapshot. Needed.")
        private Optional<Loss> loss = Optional.empty();

        @Override
        List<Deed> deeds(Session session) {
            Loss accepted = loss.filter(given -> given == Loss.OF_PRESENT_STATE)
                    .orElseThrow(
                            () -> CommandFailure.usage(
                                    "a revert loses all that happened since the snapshot; agree with --accept-loss present-state"));
            return List.of(onGuest(
                    session, "snapshot revert", guest, it -> it.snapshots().revert(find(it, snapshot), accepted)));
        }
    }

    @Command(name = "rm", description = "Drop a snapshot; the guest is unchanged.")
    static final class Remove extends MutatingCommand {
        @Parameters(index = "0", paramLabel = "GUEST", description = "The guest.")
        private String guest = "";

        @Parameters(index = "1", paramLabel = "SNAPSHOT", description = "The snapshot's name or id.")
        private String snapshot = "";

        @Override
        List<Deed> deeds(Session session) {
            return List.of(
                    onGuest(session, "snapshot rm", guest, it -> it.snapshots().delete(find(it, snapshot))));
        }
    }

    @Command(name = "ls", description = "List a guest's snapshots as a tree.")
    static final class Ls extends SessionCommand {
        @Parameters(paramLabel = "GUEST", description = "The guest.")
        private String guest = "";

        @Override
        ExitCode run(Session session) {
            Guest found = GuestAddress.parse(guest, session.choice()).find(session);
            List<SnapshotView> all = found.snapshots().list();
            if (session.wantsJson()) {
                session.out().line(Documents.pretty(document(found, all)));
            } else if (all.isEmpty()) {
                session.out().line(guest + " has no snapshots");
            } else {
                table(session, all).print(session.out());
            }
            return ExitCode.OK;
        }

        private static ObjectNode document(Guest guest, List<SnapshotView> all) {
            return Documents.of(
                    "snapshots",
                    Map.of(
                            "endpoint", guest.endpoint().name(),
                            "guest", guest.id(),
                            "items", all.stream().map(GuestJson::snapshot).toList()));
        }

        private static Table table(Session session, List<SnapshotView> all) {
            Table table = Table.of("NAME", "HOLDS", "REVERTS TO", "TAKEN AT", "ID", "DESCRIPTION");
            Map<SnapshotId, Integer> depths = new HashMap<>();
            for (SnapshotView snapshot : all) {
                int depth = snapshot.parent()
                        .map(parent -> depths.getOrDefault(parent, -1) + 1)
                        .orElse(0);
                depths.put(snapshot.id(), depth);
                String branch =
                        depth == 0 ? "" : "  ".repeat(depth - 1) + session.out().pick("\u2514 ", "+ ");
                table.row(
                        Cell.of(branch + snapshot.name() + (snapshot.current() ? " *" : "")),
                        Cell.of(snapshot.holds() == SnapshotContent.DISKS ? "disks" : "disks and memory"),
                        cell(snapshot.revertsTo()),
                        Cell.of(snapshot.takenAt()),
                        Cell.of(snapshot.id()),
                        Cell.of(snapshot.description()));
            }
            return table;
        }
    }
}
