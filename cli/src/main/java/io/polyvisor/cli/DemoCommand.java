package io.polyvisor.cli;

import io.polyvisor.cli.demo.Demo;
import io.polyvisor.cli.demo.DemoFailure;
import io.polyvisor.cli.demo.HybridDemo;
import io.polyvisor.cli.output.Page;
import io.polyvisor.testbed.Availability;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what Polyvisor can do. */
@Command(
        name = "demo",
        description =
                "Show hybrid placement from a list of services to a host that returns from the dead, or with life a "
                        + "guest's life and a fleet: on the reference model without privileges, or with --real on two private "
                        + "libvirtd hosts (root, Debian).")
final class DemoCommand implements Callable<Integer> {

    @Parameters(paramLabel = "STORY", arity = "0..1", description = "hybrid (default) or life.")
    private Optional<Story> story = Optional.empty();

    @Option(
            names = "--real",
            description =
                    "A guest's life on real hosts: private ones that are started for it and leave nothing behind.")
    private boolean real;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What is shown. */
    enum Story {
        /** Services, a plan, a host that dies. */
        HYBRID,
        /** One guest from its creation to its deletion. */
        LIFE
    }

    @Override
    public Integer call() {
        PolyvisorCommand root = (PolyvisorCommand) spec.root().userObject();
        requireRealHosts();
        try {
            if (real || story.equals(Optional.of(Story.LIFE))) {
                Demo.run(real, root.surroundings().out());
            } else {
                HybridDemo.run(DemoCommand::type, root.surroundings().out());
            }
            return ExitCode.OK.number();
        } catch (DemoFailure e) {
            throw new CommandFailure(ExitCode.GENERAL, String.valueOf(e.getMessage()), e);
        }
    }

    private void requireRealHosts() {
        if (!real) {
            return;
        }
        if (story.equals(Optional.of(Story.HYBRID))) {
            throw CommandFailure.usage("--real shows a guest's life; try: polyvisor demo life --real");
        }
        Availability there = Demo.realHosts();
        if (!there.isAvailable()) {
            throw new CommandFailure(
                    ExitCode.UNSUPPORTED,
                    "no real hosts can be had here: " + there.obstacle() + "; try: polyvisor demo");
        }
    }

    /** What a demonstration types sees nobody's environment, configuration or state. */
    static int type(Path directory, Page page, String... arguments) {
        Map<String, String> environment = Map.of("XDG_STATE_HOME", directory.toString());
        return Main.run(
                new Surroundings(
                        java.io.InputStream.nullInputStream(), false, page, page, environment, directory, directory),
                arguments);
    }
}
