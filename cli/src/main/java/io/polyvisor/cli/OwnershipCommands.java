package io.polyvisor.cli;

import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.cli.PowerCommands.OnGuests;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.Loss;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs about whose a guest is, and whether it is at all. */
final class OwnershipCommands {

    private OwnershipCommands() {}

    @Command(name = "adopt", description = "Put our mark on a guest, and nothing else, so that it may be changed.")
    static final class Adopt extends OnGuests {
        Adopt() {
            super("adopt");
        }

        @Override
        Operation<?> ask(Guest guest) {
            return guest.adopt();
        }
    }

    @Command(name = "rm", description = "Delete a guest that is off. Its volumes stay unless --with-volumes is given.")
    static final class Remove extends OnGuests {

        @Option(
                names = "--with-volumes",
                description =
                        "Also delete the volumes that it alone uses; never media, shared disks or linked parents.")
        private boolean withVolumes;

        @Option(
                names = "--accept-loss",
                paramLabel = "LOSS",
                converter = Losses.class,
                description = "saved-memory: agree to lose the memory of a suspended guest.")
        private Optional<Loss> loss = Optional.empty();

        Remove() {
            super("rm");
        }

        @Override
        Operation<?> ask(Guest guest) {
            Deletion how = withVolumes ? Deletion.withOwnedVolumes() : Deletion.keepVolumes();
            return guest.delete(loss.map(how::accepting).orElse(how));
        }
    }

    @Command(name = "autostart", description = "Say whether a guest starts with its host.")
    static final class Autostart extends MutatingCommand {

        @Parameters(index = "0", paramLabel = "GUEST", description = "The guest.")
        private String guest = "";

        @Parameters(index = "1", paramLabel = "on|off", description = "Whether it starts with its host.")
        private Switch withHost = Switch.OFF;

        @Override
        List<Deed> deeds(Session session) {
            return List.of(onGuest(session, "autostart", guest, it -> it.autostart(withHost == Switch.ON)));
        }
    }

    /** On or off. */
    enum Switch {
        ON,
        OFF
    }
}
