package io.polyvisor.cli;

import io.polyvisor.cli.demo.Demo;
import io.polyvisor.cli.demo.DemoFailure;
import io.polyvisor.testbed.Availability;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what Polyvisor can do. */
@Command(
        name = "demo",
        description = "Show a guest's life and a fleet: on the reference model without privileges, "
                + "or with --real on two private libvirtd hosts (root, Debian).")
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--real",
            description = "On real hosts: private ones that are started for it and leave nothing behind.")
    private boolean real;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PolyvisorCommand root = (PolyvisorCommand) spec.root().userObject();
        if (real) {
            Availability there = Demo.realHosts();
            if (!there.isAvailable()) {
                throw new CommandFailure(
                        ExitCode.UNSUPPORTED,
                        "no real hosts can be had here: " + there.obstacle() + "; try: polyvisor demo");
            }
        }
        try {
            Demo.run(real, root.surroundings().out());
            return ExitCode.OK.number();
        } catch (DemoFailure e) {
            throw new CommandFailure(ExitCode.GENERAL, String.valueOf(e.getMessage()), e);
        }
    }
}
