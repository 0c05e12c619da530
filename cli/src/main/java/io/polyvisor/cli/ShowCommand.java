package io.polyvisor.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.Guest;
import io.polyvisor.apply.file.Words;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.output.GuestJson;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.model.Address;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Permission;
import io.polyvisor.model.Power;
import io.polyvisor.model.Verb;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One guest with all that is known of it. */
@Command(name = "show", description = "Show a guest with all that is known of it.")
final class ShowCommand extends SessionCommand {

    @Parameters(paramLabel = "GUEST", description = "The guest.")
    private String guest = "";

    @Option(names = "--may", description = "Also show which verbs would be let through now, and why not.")
    private boolean may;

    @Override
    ExitCode run(Session session) {
        Guest found = GuestAddress.parse(guest, session.choice()).find(session);
        GuestView view = found.view();
        Map<Verb, Permission> permissions = may ? permissions(found) : Map.of();
        if (session.wantsJson()) {
            session.out().line(Documents.pretty(document(found, view, permissions)));
            return ExitCode.OK;
        }
        table(found, view).print(session.out());
        if (may) {
            session.out().line("");
            table(permissions).print(session.out());
        }
        return ExitCode.OK;
    }

    private static Map<Verb, Permission> permissions(Guest guest) {
        Map<Verb, Permission> permissions = new LinkedHashMap<>();
        Arrays.stream(Verb.values()).filter(Verb::actsOnGuest).forEach(verb -> permissions.put(verb, guest.may(verb)));
        return permissions;
    }

    private static ObjectNode document(Guest found, GuestView view, Map<Verb, Permission> permissions) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("endpoint", found.endpoint().name());
        fields.put("guest", GuestJson.guest(view));
        if (!permissions.isEmpty()) {
            fields.put("may", GuestJson.permissions(permissions));
        }
        return Documents.of("guest", fields);
    }

    private static Table table(Map<Verb, Permission> permissions) {
        Table table = Table.of("VERB", "NOW", "WHY NOT");
        permissions.forEach((verb, permission) -> {
            if (permission instanceof Permission.Refused no) {
                String why =
                        no.obstacle() + no.remedy().map(remedy -> "; " + remedy).orElse("");
                table.row(Cell.of(Words.of(verb)), Cell.of("no").in(Tone.WARN), Cell.of(why));
            } else {
                table.row(Cell.of(Words.of(verb)), Cell.of("yes").in(Tone.GOOD), Cell.of(""));
            }
        });
        return table;
    }

    private static Table table(Guest guest, GuestView view) {
        Table table = Table.of("FIELD", "VALUE");
        row(table, "name", view.name());
        row(table, "id", view.id());
        row(table, "endpoint", guest.endpoint().name());
        row(table, "kind", Words.of(view.kind()));
        table.row(Cell.of("state"), cell(view.power().state()));
        power(table, view.power());
        row(
                table,
                "host",
                view.host().map(host -> guest.endpoint().host(host).view().name() + " (" + host + ")"));
        row(table, "vcpus", view.vcpus());
        row(table, "memory", view.memory());
        row(table, "autostart", view.autostart() ? "yes" : "no");
        row(table, "persistent", view.persistent() ? "yes" : "no");
        view.details().ifPresent(details -> details(table, details));
        return table;
    }

    private static void power(Table table, Power power) {
        power.reason().ifPresent(reason -> row(table, "reason", Words.of(reason)));
        power.lastKnown()
                .ifPresent(state -> row(
                        table,
                        "last known",
                        Words.of(state)
                                + power.since().map(since -> " at " + since).orElse("")));
    }

    private static void details(Table table, GuestDetails details) {
        row(table, "grows to", details.maxVcpus() + " vcpus, " + details.maxMemory());
        row(table, "boot order", LsCommand.words(details.bootOrder()));
        row(table, "agent", Words.of(details.agent()));
        row(table, "addresses", details.addresses().map(ShowCommand::addresses));
        details.disks()
                .forEach(disk -> row(
                        table,
                        "disk " + disk.id(),
                        disk.volume().map(Object::toString).orElse(disk.source().isEmpty() ? "empty" : disk.source())
                                + ", " + Words.of(disk.role())
                                + (disk.readOnly() ? ", read-only" : "")
                                + (disk.shared() ? ", shared" : "")));
        details.nics()
                .forEach(nic -> row(
                        table,
                        "nic " + nic.id(),
                        nic.mac() + " on " + nic.network().map(Object::toString).orElse("no listed network")
                                + (nic.connected() ? "" : ", link down")));
        mark(table, details.mark());
        row(table, "description", details.description());
        details.currentOperations().forEach(operation -> row(table, "under way", operation.detail()));
        details.blockedBy().ifPresent(what -> row(table, "blocked by", what));
        if (!details.pending().isEmpty()) {
            row(
                    table,
                    "at next start",
                    LsCommand.words(details.pending().stream().sorted().toList()));
        }
    }

    private static void mark(Table table, Optional<Mark> mark) {
        row(table, "ours", mark.isPresent() ? "yes" : "no; adopt it to change it");
        mark.ifPresent(ours -> {
            row(table, "creation key", ours.key());
            row(table, "tags", LsCommand.tags(ours.tags()));
            row(table, "protection", Words.of(ours.protection()));
        });
    }

    private static String addresses(List<Address> addresses) {
        return LsCommand.joined(addresses.stream()
                .map(address -> address.text() + " (" + Words.of(address.source()) + ")")
                .toList());
    }

    private static void row(Table table, String field, Object value) {
        table.row(Cell.of(field).in(Tone.QUIET), value instanceof Optional<?> it ? Cell.of(it) : Cell.of(value));
    }
}
