package io.polyvisor.cli;

import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.model.PowerState;

/** A command that talks to endpoints: it gets a session and gives an exit code. */
abstract class SessionCommand extends ConnectedCommand {

    @Override
    final int exitCode(Session session) {
        return run(session).number();
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
