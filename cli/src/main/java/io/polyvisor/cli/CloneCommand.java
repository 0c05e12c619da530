package io.polyvisor.cli;

import io.polyvisor.model.CreationKey;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a guest from a guest. */
@Command(name = "clone", description = "Make a guest, off, from a guest; it gets fresh MAC addresses.")
final class CloneCommand extends MutatingCommand {

    @Parameters(index = "0", paramLabel = "GUEST", description = "What is copied.")
    private String guest = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The new guest's name.")
    private String name = "";

    @Mixin
    private CopyOptions copy = new CopyOptions();

    @Option(
            names = "--key",
            paramLabel = "UUID",
            description = "Creation key: the same key never makes a second guest.")
    private Optional<CreationKey> key = Optional.empty();

    @Override
    List<Deed> deeds(Session session) {
        var spec = copy.spec(name, session.surroundings().directory());
        CreationKey ours = key.orElseGet(CreationKey::fresh);
        return List.of(onGuest(session, "clone", guest, it -> it.cloneAs(spec, ours)));
    }
}
