package io.polyvisor.cli;

import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.cli.config.EndpointEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** A command that changes something, or with {@code --check} only says what the change would meet. */
abstract class MutatingCommand extends SessionCommand {

    @Option(names = "--check", description = "Send nothing that changes anything; say whether it would be let through.")
    private boolean check;

    @Option(names = "--because", paramLabel = "WHY", description = "Reason for the audit record.")
    private Optional<String> because = Optional.empty();

    /** What was asked for. */
    abstract List<Deed> deeds(Session session);

    @Override
    final ExitCode run(Session session) {
        Deeds deeds = new Deeds(session);
        return check ? deeds.check(deeds(session)) : deeds.carryOut(deeds(session));
    }

    /** How long the verb needs at least, beyond the usual deadline; empty for no wish. */
    Optional<Duration> leastDeadline() {
        return Optional.empty();
    }

    final Deed onGuest(Session session, String verb, String guest, Function<Guest, Operation<?>> ask) {
        return Deed.onGuest(
                verb,
                guest,
                () -> tuned(session, GuestAddress.parse(guest, session.choice()).find(session)),
                ask);
    }

    final Deed onEndpoint(Session session, String verb, String object, Function<Endpoint, Operation<?>> ask) {
        return onEndpoint(session, verb, object, session.choice().only(), ask);
    }

    final Deed onEndpoint(
            Session session, String verb, String object, EndpointEntry where, Function<Endpoint, Operation<?>> ask) {
        return Deed.onEndpoint(verb, object, () -> tuned(session.connect(where)), ask);
    }

    private Guest tuned(Session session, Guest guest) {
        Guest explained = because.map(guest::because).orElse(guest);
        return session.timeout().isPresent()
                ? explained
                : leastDeadline().map(explained::within).orElse(explained);
    }

    private Endpoint tuned(Endpoint endpoint) {
        return because.map(endpoint::because).orElse(endpoint);
    }
}
