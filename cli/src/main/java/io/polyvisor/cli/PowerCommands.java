package io.polyvisor.cli;

import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.model.Loss;
import io.polyvisor.model.Shutdown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs that change a guest's power state: each takes one guest or several. */
final class PowerCommands {

    private PowerCommands() {}

    /** A verb on one guest or several. */
    abstract static class OnGuests extends MutatingCommand {
        private final String verb;

        @Parameters(arity = "1..*", paramLabel = "GUEST", description = "One guest or several.")
        private List<String> guests = List.of();

        OnGuests(String verb) {
            this.verb = verb;
        }

        abstract Operation<?> ask(Guest guest);

        @Override
        final List<Deed> deeds(Session session) {
            return guests.stream()
                    .map(guest -> onGuest(session, verb, guest, this::ask))
                    .toList();
        }
    }

    @Command(name = "start", description = "Boot a guest that is off.")
    static final class Start extends OnGuests {
        Start() {
            super("start");
        }

        @Override
        Operation<?> ask(Guest guest) {
            return guest.start();
        }
    }

    @Command(name = "shutdown", description = "Ask a guest to shut down and wait until it is off.")
    static final class ShutDown extends OnGuests {
        private static final Duration MARGIN = Duration.ofMinutes(1);

        @Option(
                names = "--patience",
                paramLabel = "DURATION",
                defaultValue = "2m",
                description = "How long the guest may take (default ${DEFAULT-VALUE}).")
        private Duration patience = Duration.ofMinutes(2);

        @Option(names = "--then-off", description = "Take the power away from a guest that has not shut down by then.")
        private boolean thenOff;

        ShutDown() {
            super("shutdown");
        }

        @Override
        Optional<Duration> leastDeadline() {
            return Optional.of(patience.plus(MARGIN));
        }

        @Override
        Operation<?> ask(Guest guest) {
            Shutdown gracefully = Shutdown.gracefully(patience);
            return guest.shutdown(thenOff ? gracefully.thenPowerOff() : gracefully);
        }
    }

    @Command(name = "off", description = "Take the power away, as if the plug was pulled.")
    static final class Off extends OnGuests {

        @Option(
                names = "--accept-loss",
                paramLabel = "LOSS",
                converter = Losses.class,
                description = "saved-memory: agree to lose the memory of a suspended guest.")
        private Optional<Loss> loss = Optional.empty();

        Off() {
            super("off");
        }

        @Override
        Operation<?> ask(Guest guest) {
            return loss.map(guest::powerOff).orElseGet(guest::powerOff);
        }
    }

    @Command(name = "reboot", description = "Ask a running guest to reboot.")
    static final class Reboot extends OnGuests {
        Reboot() {
            super("reboot");
        }

        @Override
        Operation<?> ask(Guest guest) {
            return guest.reboot();
        }
    }

    @Command(name = "reset", description = "Reset a running guest without asking it.")
    static final class Reset extends OnGuests {
        Reset() {
            super("reset");
        }

        @Override
        Operation<?> ask(Guest guest) {
            return guest.reset();
        }
    }

    @Command(name = "pause", description = "Stop a guest's processors; its memory stays in the host's memory.")
    static final class Pause extends OnGuests {
        Pause() {
            super("pause");
        }

        @Override
        Operation<?> ask(Guest guest) {
            return guest.pause();
        }
    }

    @Command(name = "resume", description = "Go on with a paused or suspended guest.")
    static final class Resume extends OnGuests {
        Resume() {
            super("resume");
        }

        @Override
        Operation<?> ask(Guest guest) {
            return guest.resume();
        }
    }

    @Command(name = "suspend", description = "Save a guest's memory to disk; it holds no host memory afterwards.")
    static final class Suspend extends OnGuests {
        Suspend() {
            super("suspend");
        }

        @Override
        Operation<?> ask(Guest guest) {
            return guest.suspend();
        }
    }
}
