package io.polyvisor.cli;

import io.polyvisor.Guest;
import io.polyvisor.apply.file.Words;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.output.GuestJson;
import io.polyvisor.cli.output.Table;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.VolumeId;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A guest's disks and media. */
@Command(
        name = "disk",
        description = "List, attach, detach and grow a guest's disks; insert and eject media.",
        subcommands = {
            DiskCommand.Ls.class,
            DiskCommand.Attach.class,
            DiskCommand.Detach.class,
            DiskCommand.Grow.class,
            DiskCommand.Insert.class,
            DiskCommand.Eject.class
        })
final class DiskCommand extends CommandGroup {

    /** A verb on one guest's disks. */
    abstract static class OnDisks extends MutatingCommand {
        @Parameters(index = "0", paramLabel = "GUEST", description = "The guest.")
        String guest = "";
    }

    /** A verb on one slot. */
    abstract static class OnSlot extends OnDisks {
        @Parameters(index = "1", paramLabel = "SLOT", description = "The slot, as disk ls shows it.")
        private String slot = "";

        DiskId slot() {
            return DiskId.of(slot);
        }
    }

    @Command(name = "ls", description = "List a guest's disks and drives.")
    static final class Ls extends SessionCommand {
        @Parameters(paramLabel = "GUEST", description = "The guest.")
        private String guest = "";

        @Override
        ExitCode run(Session session) {
            Guest found = GuestAddress.parse(guest, session.choice()).find(session);
            List<DiskView> disks = found.view().requireDetails().disks();
            if (session.wantsJson()) {
                session.out()
                        .line(Documents.pretty(Documents.of(
                                "disks",
                                Map.of(
                                        "endpoint", found.endpoint().name(),
                                        "guest", found.id(),
                                        "items",
                                                disks.stream()
                                                        .map(GuestJson::disk)
                                                        .toList()))));
                return ExitCode.OK;
            }
            Table table = Table.of("SLOT", "ROLE", "VOLUME", "READ-ONLY", "SHARED", "SOURCE");
            disks.forEach(disk -> table.row(
                    Cell.of(disk.id()),
                    Cell.of(Words.of(disk.role())),
                    Cell.of(disk.volume()),
                    Cell.of(disk.readOnly() ? "yes" : "no"),
                    Cell.of(disk.shared() ? "yes" : "no"),
                    Cell.of(disk.source())));
            table.print(session.out());
            return ExitCode.OK;
        }
    }

    @Command(name = "attach", description = "Add a disk; a running guest sees it now.")
    static final class Attach extends OnDisks {
        @Parameters(
                index = "1",
                paramLabel = "DISK",
                converter = SpecOptions.Disks.class,
                description = "SIZE[,in=STORAGE][,thick], image=STORAGE/VOLUME[,linked][,size=SIZE][,in=STORAGE] "
                        + "or volume=STORAGE/VOLUME[,read-only].")
        private DiskSpec disk = DiskSpec.newDisk(Memory.ZERO);

        @Override
        List<Deed> deeds(Session session) {
            return List.of(
                    onGuest(session, "disk attach", guest, it -> it.disks().attach(disk)));
        }
    }

    @Command(name = "detach", description = "Take a disk out; its volume stays.")
    static final class Detach extends OnSlot {
        @Override
        List<Deed> deeds(Session session) {
            return List.of(
                    onGuest(session, "disk detach", guest, it -> it.disks().detach(slot())));
        }
    }

    @Command(name = "grow", description = "Make a disk at least that large; never smaller.")
    static final class Grow extends OnSlot {
        @Parameters(index = "2", paramLabel = "SIZE", description = "Such as 40GiB.")
        private Memory size = Memory.ZERO;

        @Override
        List<Deed> deeds(Session session) {
            return List.of(onGuest(session, "disk grow", guest, it -> it.disks().grow(slot(), size)));
        }
    }

    @Command(name = "insert", description = "Put a medium into a drive.")
    static final class Insert extends OnSlot {
        @Parameters(index = "2", paramLabel = "STORAGE/VOLUME", description = "The medium.")
        private String medium = "";

        @Override
        List<Deed> deeds(Session session) {
            VolumeId volume = VolumeId.parse(medium);
            return List.of(
                    onGuest(session, "disk insert", guest, it -> it.disks().insert(slot(), volume)));
        }
    }

    @Command(name = "eject", description = "Take the medium out of a drive.")
    static final class Eject extends OnSlot {
        @Override
        List<Deed> deeds(Session session) {
            return List.of(
                    onGuest(session, "disk eject", guest, it -> it.disks().eject(slot())));
        }
    }
}
