package io.polyvisor.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.Endpoint;
import io.polyvisor.apply.file.Words;
import io.polyvisor.cli.config.EndpointEntry;
import io.polyvisor.cli.config.MissingSecretException;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.output.ResourceJson;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Health;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;

/** What endpoints are, can do, and how they fare. */
final class EndpointCommands {

    private EndpointCommands() {}

    /** Asks each endpoint for itself; one that cannot be connected to is told of and does not hide the others. */
    abstract static class OnEachEndpoint extends SessionCommand {
        private final String kind;

        OnEachEndpoint(String kind) {
            this.kind = kind;
        }

        abstract Table table();

        abstract void addRows(Table table, Endpoint endpoint);

        abstract ObjectNode json(Endpoint endpoint);

        @Override
        final ExitCode run(Session session) {
            Table table = table();
            List<ObjectNode> items = new ArrayList<>();
            Set<ExitCode> codes = new LinkedHashSet<>();
            for (EndpointEntry entry : session.choice().all()) {
                try {
                    Endpoint endpoint = session.connect(entry);
                    addRows(table, endpoint);
                    items.add(item(entry, Optional.of(endpoint), Optional.empty()));
                    codes.add(ExitCode.OK);
                } catch (PolyvisorException | MissingSecretException e) {
                    table.remark(
                            Cell.of(entry.name()).in(Tone.BAD),
                            Cell.of(String.valueOf(e.getMessage())).in(Tone.BAD));
                    items.add(item(entry, Optional.empty(), Optional.of(ErrorLine.json(e))));
                    codes.add(ErrorLine.codeOf(e));
                }
            }
            if (session.wantsJson()) {
                session.out().line(Documents.pretty(Documents.list(kind, items)));
            } else {
                table.print(session.out());
            }
            return codes.size() == 1 ? codes.iterator().next() : ExitCode.PARTIAL;
        }

        private ObjectNode item(EndpointEntry entry, Optional<Endpoint> endpoint, Optional<ObjectNode> error) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("endpoint", entry.name());
            fields.put("uri", entry.uri());
            fields.put("error", error);
            fields.put("facts", endpoint.map(it -> ResourceJson.facts(it.facts())));
            fields.put("mode", endpoint.map(Endpoint::mode));
            fields.put(kind, endpoint.map(this::json));
            return Documents.plain(fields);
        }
    }

    @Command(name = "capabilities", description = "Show what endpoints can do, and why not where they cannot.")
    static final class ShowCapabilities extends OnEachEndpoint {
        ShowCapabilities() {
            super("capabilities");
        }

        @Override
        Table table() {
            return Table.of("ENDPOINT", "CAPABILITY", "PROVIDED", "MEANING, OR WHY NOT");
        }

        @Override
        void addRows(Table table, Endpoint endpoint) {
            for (Capability capability : Capability.values()) {
                Optional<String> reason = endpoint.capabilities().whyAbsent(capability);
                table.row(
                        Cell.of(endpoint.name()),
                        Cell.of(Words.of(capability)),
                        reason.isEmpty()
                                ? Cell.of("yes").in(Tone.GOOD)
                                : Cell.of("no").in(Tone.WARN),
                        Cell.of(reason.orElse(capability.words())));
            }
        }

        @Override
        ObjectNode json(Endpoint endpoint) {
            return ResourceJson.capabilities(endpoint.capabilities());
        }
    }

    @Command(name = "health", description = "Show what endpoints are and how they fare.")
    static final class ShowHealth extends OnEachEndpoint {
        ShowHealth() {
            super("health");
        }

        @Override
        Table table() {
            return Table.of(
                    "ENDPOINT", "HEALTH", "PRODUCT", "VERSION", "NATURE", "MODE", ">RUNNING", ">QUEUED", "HANGING");
        }

        @Override
        void addRows(Table table, Endpoint endpoint) {
            Health health = endpoint.health();
            table.row(
                    Cell.of(endpoint.name()),
                    cell(health.state()),
                    Cell.of(endpoint.facts().product()),
                    Cell.of(endpoint.facts().version()),
                    Cell.of(Words.of(endpoint.facts().nature())),
                    Cell.of(Words.of(endpoint.mode())),
                    Cell.of(health.running()),
                    Cell.of(health.queued()),
                    Cell.of(
                            health.stuckCalls().isEmpty()
                                    ? "nothing"
                                    : health.abandonedLanes() + " of " + health.laneLimit() + ": "
                                            + LsCommand.joined(health.stuckCalls())));
        }

        @Override
        ObjectNode json(Endpoint endpoint) {
            return ResourceJson.health(endpoint.health());
        }

        private static Cell cell(Health.State state) {
            Tone tone = switch (state) {
                case WELL -> Tone.GOOD;
                case IMPAIRED -> Tone.WARN;
                case REFUSING, CLOSED -> Tone.BAD;
            };
            return Cell.of(Words.of(state)).in(tone);
        }
    }
}
