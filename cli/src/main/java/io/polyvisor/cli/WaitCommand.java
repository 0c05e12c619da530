package io.polyvisor.cli;

import io.polyvisor.Guest;
import io.polyvisor.Readiness;
import io.polyvisor.apply.file.Words;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits until a guest is ready for its user. */
@Command(name = "wait", description = "Wait until a guest is ready, at most --timeout (default 2m).")
final class WaitCommand extends SessionCommand {
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(2);

    @Parameters(paramLabel = "GUEST", description = "The guest.")
    private String guest = "";

    @ArgGroup(multiplicity = "1")
    private For what = new For();

    /** What it is waited for. */
    static final class For {
        @Option(names = "--agent", description = "Until its agent is connected.")
        private boolean agent;

        @Option(names = "--address", description = "Until an address of it is known.")
        private boolean address;

        @Option(names = "--console", paramLabel = "TEXT", description = "Until its console shows TEXT.")
        private Optional<String> console = Optional.empty();

        @Option(names = "--tcp", paramLabel = "PORT", description = "Until it takes connections on PORT.")
        private Optional<Integer> port = Optional.empty();

        Readiness readiness() {
            return Stream.of(
                            agent ? Optional.of(Readiness.agent()) : Optional.<Readiness>empty(),
                            address ? Optional.of(Readiness.address()) : Optional.<Readiness>empty(),
                            console.map(Readiness::consoleText),
                            port.map(Readiness::tcp))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    ExitCode run(Session session) {
        Duration patience = session.timeout().orElse(USUAL_PATIENCE);
        Guest found = GuestAddress.parse(guest, session.choice()).find(session);
        long begin = System.nanoTime();
        found.within(patience).awaitReady(what.readiness(), patience);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (!session.wantsJson()) {
            session.out().line(guest + " is ready after " + Words.of(took));
        }
        return ExitCode.OK;
    }
}
