package io.polyvisor.cli;

import io.polyvisor.apply.file.FileFaultsException;
import io.polyvisor.cli.config.EndpointEntry;
import io.polyvisor.cli.config.GuestSpecFile;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a guest from options or from a spec file. */
@Command(
        name = "create",
        description = "Make a guest, off, from options or from a YAML spec. Every fault of the spec is named at once.")
final class CreateCommand extends MutatingCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "The guest's name, or ENDPOINT/NAME; goes before the spec's.")
    private Optional<String> address = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "UUID",
            description = "Creation key: the same key never makes a second guest.")
    private Optional<CreationKey> key = Optional.empty();

    @ArgGroup
    private Source source = new Source();

    /** Where the spec comes from. */
    static final class Source {
        @Option(
                names = {"-f", "--file"},
                paramLabel = "FILE",
                description = "A YAML spec (polyvisor help spec).")
        private Optional<Path> file = Optional.empty();

        @ArgGroup(exclusive = false)
        private SpecOptions options = new SpecOptions();
    }

    @Override
    List<Deed> deeds(Session session) {
        Optional<GuestAddress> wanted = address.map(text -> GuestAddress.parse(text, session.choice()));
        GuestSpec spec = spec(session, wanted.map(GuestAddress::text).map(GuestName::of));
        EndpointEntry where = wanted.map(GuestAddress::endpoint)
                .orElseGet(() -> session.choice().only());
        CreationKey ours = key.orElseGet(CreationKey::fresh);
        return List.of(onEndpoint(
                session,
                "create",
                spec.name().value(),
                where,
                endpoint -> endpoint.create(PlacedSpec.of(spec, endpoint), ours)));
    }

    private GuestSpec spec(Session session, Optional<GuestName> name) {
        Path directory = session.surroundings().directory();
        if (source.file.isEmpty()) {
            return source.options.spec(
                    name.orElseThrow(() -> CommandFailure.usage("give the guest's NAME, or a spec with -f FILE")),
                    directory);
        }
        try {
            return GuestSpecFile.read(directory.resolve(source.file.get()), name);
        } catch (FileFaultsException e) {
            throw new CommandFailure(ExitCode.INVALID_SPEC, String.valueOf(e.getMessage()), e);
        }
    }
}
