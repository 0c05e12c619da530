package io.polyvisor.cli;

import io.polyvisor.cli.output.Page;
import io.polyvisor.spi.BackendProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what this is. */
@Command(name = "version", description = "Show the version, the backends and the Java that runs them.")
final class VersionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Page out = ((PolyvisorCommand) spec.root().userObject()).surroundings().out();
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(unpackaged)");
        out.line("polyvisor " + version);
        backends()
                .forEach(backend -> out.line("  "
                        + LsCommand.joined(backend.schemes().stream().sorted().toList()) + ": "
                        + backend.description()));
        out.line("  Java " + Runtime.version());
        return ExitCode.OK.number();
    }

    private static List<BackendProvider> backends() {
        return ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(BackendProvider::description))
                .toList();
    }
}
