package io.polyvisor.cli;

import io.polyvisor.Endpoint;
import io.polyvisor.GuestEvent;
import io.polyvisor.apply.file.Words;
import io.polyvisor.cli.config.EndpointEntry;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.output.EventJson;
import io.polyvisor.cli.output.Text;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.model.GuestView;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Follows what happens. */
@Command(
        name = "events",
        description = "Follow what happens to guests, until Ctrl-C: first each guest as it is, then every change. "
                + "With --output json one document per line.")
final class EventsCommand extends SessionCommand {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final long FOR_EVER_NANOS = Duration.ofDays(365).toNanos();

    @Option(names = "--for", paramLabel = "DURATION", description = "End after that time.")
    private Optional<Duration> howLong = Optional.empty();

    @Option(names = "--count", paramLabel = "COUNT", description = "End after that many events.")
    private long count = Long.MAX_VALUE;

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

    @Override
    ExitCode run(Session session) {
        for (EndpointEntry entry : session.choice().all()) {
            Endpoint endpoint = session.connect(entry);
            endpoint.events().subscribe(new Listener(endpoint.name(), signals));
        }
        long end = System.nanoTime() + howLong.map(Duration::toNanos).orElse(FOR_EVER_NANOS);
        try {
            for (long shown = 0; shown < count; shown++) {
                Signal signal = signals.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (signal == null) {
                    return ExitCode.OK;
                }
                if (signal instanceof Failed failed) {
                    return new ErrorLine(session.err(), session.wantsJson(), session.verbose()).report(failed.why());
                }
                print(session, (Told) signal);
            }
            return ExitCode.OK;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.CANCELLED;
        }
    }

    private static void print(Session session, Told told) {
        session.out()
                .line(
                        session.wantsJson()
                                ? Documents.oneLine(EventJson.event(told.endpoint(), told.event()))
                                : line(session, told));
    }

    private static String line(Session session, Told told) {
        String start = session.out().paint(Tone.QUIET, CLOCK.format(told.event().at())) + "  "
                + Text.harmless(told.endpoint()) + "  ";
        if (told.event() instanceof GuestEvent.Gap gap) {
            return start + session.out().paint(Tone.WARN, "GAP") + "  " + Text.harmless(gap.why());
        }
        GuestEvent.Level level = (GuestEvent.Level) told.event();
        String name = level.now()
                .or(level::lastSeen)
                .map(guest -> guest.name().value())
                .orElse(level.guest().value());
        return start + Text.harmless(name) + "  "
                + level.lastSeen().map(last -> state(last) + " -> ").orElse("is ")
                + level.now().map(EventsCommand::state).orElse("gone");
    }

    private static String state(GuestView guest) {
        String reason =
                guest.power().reason().map(why -> " (" + Words.of(why) + ")").orElse("");
        return Words.of(guest.power().state()) + reason;
    }

    private sealed interface Signal {}

    private record Told(String endpoint, GuestEvent event) implements Signal {}

    private record Failed(Throwable why) implements Signal {}

    /** Takes everything as it comes: what is slow here is the terminal, and the queue waits for it. */
    private record Listener(String endpoint, BlockingQueue<Signal> signals) implements Flow.Subscriber<GuestEvent> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(GuestEvent event) {
            signals.add(new Told(endpoint, event));
        }

        @Override
        public void onError(Throwable why) {
            signals.add(new Failed(why));
        }

        @Override
        public void onComplete() {
            signals.add(new Failed(new CommandFailure(ExitCode.UNREACHABLE, endpoint + " was closed")));
        }
    }
}
