package io.polyvisor.cli;

import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.model.PowerState;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that talks to endpoints: it gets a session and gives an exit code. */
abstract class SessionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public final Integer call() {
        PolyvisorCommand root = (PolyvisorCommand) spec.root().userObject();
        try (Session session = root.openSession()) {
            return run(session).number();
        }
    }

    abstract ExitCode run(Session session);

    /** A power state in the tone that it deserves. */
    static Cell cell(PowerState state) {
        Tone tone = switch (state) {
            case RUNNING -> Tone.GOOD;
            case PAUSED, SUSPENDED, UNKNOWN -> Tone.WARN;
            case CRASHED -> Tone.BAD;
            case OFF -> Tone.QUIET;
        };
        return Cell.of(io.polyvisor.apply.file.Words.of(state)).in(tone);
    }
}
