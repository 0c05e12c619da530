package io.polyvisor.cli;

import io.polyvisor.Console;
import io.polyvisor.Guest;
import io.polyvisor.cli.output.Tone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A guest's serial console, for people and for scripts. */
@Command(
        name = "console",
        description = "Open a guest's serial console. On a terminal: Ctrl-] leaves. In a pipe: sends standard input, "
                + "prints what comes, and ends after --expect TEXT came, or when nothing came for a while.")
final class ConsoleCommand extends SessionCommand {
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(1);

    @Parameters(paramLabel = "GUEST", description = "The guest.")
    private String guest = "";

    @Option(
            names = "--expect",
            paramLabel = "TEXT",
            description =
                    "In a pipe, repeatable: after the input was sent, wait until TEXT comes (at most --timeout, default 1m).")
    private List<String> expect = List.of();

    @Option(
            names = "--quiet-after",
            paramLabel = "DURATION",
            defaultValue = "1s",
            description = "In a pipe without --expect: end when nothing came for that long (default ${DEFAULT-VALUE}).")
    private Duration quiet = Duration.ofSeconds(1);

    @Override
    ExitCode run(Session session) {
        Guest found = GuestAddress.parse(guest, session.choice()).find(session);
        boolean interactive = session.surroundings().inIsTerminal() && expect.isEmpty();
        try (Console console = found.console()) {
            ConsoleStreams streams =
                    new ConsoleStreams(console, session.surroundings().in(), session.out().stream());
            if (interactive) {
                interact(session, streams);
            } else {
                streams.pipe(expect, session.timeout().orElse(USUAL_PATIENCE), quiet);
            }
            return ExitCode.OK;
        }
    }

    private void interact(Session session, ConsoleStreams streams) {
        session.err().line(session.err().paint(Tone.QUIET, "console of " + guest + "; Ctrl-] leaves"));
        boolean left;
        try (TerminalLine line = TerminalLine.raw()) {
            left = streams.interact();
        }
        session.err()
                .line(Optional.of(left)
                        .filter(it -> it)
                        .map(it -> "\nleft the console; the guest goes on")
                        .orElse("\nthe console ended: the guest stopped"));
    }
}
