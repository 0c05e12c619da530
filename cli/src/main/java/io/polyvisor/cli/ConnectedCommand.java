package io.polyvisor.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that gets a session, which ends with it. */
abstract class ConnectedCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public final Integer call() {
        PolyvisorCommand root = (PolyvisorCommand) spec.root().userObject();
        try (Session session = root.openSession(siteFile())) {
            return exitCode(session);
        }
    }

    abstract int exitCode(Session session);

    /** The configuration file that the command itself names; empty for the usual one. */
    Optional<String> siteFile() {
        return Optional.empty();
    }
}
