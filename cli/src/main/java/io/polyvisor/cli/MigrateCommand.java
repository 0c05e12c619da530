package io.polyvisor.cli;

import io.polyvisor.Endpoint;
import io.polyvisor.Host;
import io.polyvisor.Migration;
import io.polyvisor.model.HostView;
import io.polyvisor.model.InventoryField;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves a guest to another host. */
@Command(
        name = "migrate",
        description = "Move a guest to another host: of its own endpoint, or of another of the same kind.")
final class MigrateCommand extends MutatingCommand {

    @Parameters(paramLabel = "GUEST", description = "The guest.")
    private String guest = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "TARGET",
            description = "A host of the same endpoint, or another endpoint: its name, NAME/HOST, or its address.")
    private String target = "";

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Which host, where --to is the address of an endpoint with several.")
    private Optional<String> host = Optional.empty();

    @Option(names = "--cold", description = "Move a guest that is off; otherwise it runs on meanwhile.")
    private boolean cold;

    @Option(
            names = "--declare-shared-storage",
            description = "Your word that both ends see the same storage under the same names. "
                    + "A false word costs the guest's data.")
    private boolean sharedStorage;

    @Override
    List<Deed> deeds(Session session) {
        return List.of(onGuest(session, "migrate", guest, it -> it.migrate(migration(session, it.endpoint()))));
    }

    private Migration migration(Session session, Endpoint source) {
        Migration how = (cold ? Migration.cold() : Migration.live()).to(host(session, source));
        return sharedStorage ? how.declaringSharedStorage() : how;
    }

    private Host host(Session session, Endpoint source) {
        if (session.choice().isEndpoint(target)) {
            Endpoint there = session.connect(session.choice().entry(target));
            return host.map(name -> find(there, name)).orElseGet(there::onlyHost);
        }
        int slash = target.indexOf('/');
        if (slash > 0 && session.choice().isEndpoint(target.substring(0, slash))) {
            Endpoint there = session.connect(session.choice().entry(target.substring(0, slash)));
            return find(there, target.substring(slash + 1));
        }
        return find(source, target);
    }

    /** The host that a user named, by its name or its id. */
    static Host find(Endpoint endpoint, String text) {
        List<HostView> all = endpoint.inventory(InventoryField.HOSTS).hosts();
        List<HostView> found = all.stream()
                .filter(host -> host.name().equals(text) || host.id().value().equals(text))
                .toList();
        if (found.size() == 1) {
            return endpoint.host(found.get(0).id());
        }
        throw new CommandFailure(
                ExitCode.NOT_FOUND,
                "host \"" + text + "\" of " + endpoint.name()
                        + (found.isEmpty() ? " was not found; it has " : " is ambiguous; give the id of one of ")
                        + LsCommand.joined(all.stream().map(HostView::name).toList()));
    }
}
