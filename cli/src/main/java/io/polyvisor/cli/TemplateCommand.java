package io.polyvisor.cli;

import io.polyvisor.Endpoint;
import io.polyvisor.EndpointView;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.ResourceJson;
import io.polyvisor.cli.output.Table;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.TemplateView;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Templates: what guests are made from. */
@Command(
        name = "template",
        description = "Make, list, deploy and delete templates.",
        subcommands = {
            TemplateCommand.Make.class,
            TemplateCommand.Ls.class,
            TemplateCommand.Deploy.class,
            TemplateCommand.Remove.class
        })
final class TemplateCommand extends CommandGroup {

    /** The template that a user named, by its name or its id. */
    private static TemplateId find(Endpoint endpoint, String text) {
        List<TemplateView> found = endpoint.templates().list().stream()
                .filter(template -> template.name().value().equals(text)
                        || template.id().value().equals(text))
                .toList();
        if (found.size() == 1) {
            return found.get(0).id();
        }
        throw new CommandFailure(
                ExitCode.NOT_FOUND,
                "template \"" + text + "\" on " + endpoint.name()
                        + (found.isEmpty()
                                ? " was not found (see: polyvisor template ls)"
                                : " is ambiguous; give its id"));
    }

    @Command(name = "make", description = "Make a template from a guest that is off; the guest stays.")
    static final class Make extends MutatingCommand {
        @Parameters(index = "0", paramLabel = "GUEST", description = "The guest.")
        private String guest = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "The template's name.")
        private String name = "";

        @Override
        List<Deed> deeds(Session session) {
            GuestName wanted = GuestName.of(name);
            return List.of(onGuest(session, "template make", guest, it -> it.makeTemplate(wanted)));
        }
    }

    @Command(name = "ls", description = "List the templates of all endpoints.")
    static final class Ls extends SessionCommand {
        @Override
        ExitCode run(Session session) {
            return FleetView.read(session, EnumSet.of(InventoryField.TEMPLATES))
                    .print(
                            session,
                            "templates",
                            inventory -> inventory.templates().stream()
                                    .map(ResourceJson::template)
                                    .toList(),
                            Ls::table);
        }

        private static Table table(FleetView fleet) {
            Table table = Table.of("ENDPOINT", "ID", "NAME", ">VCPUS", ">MEMORY");
            fleet.fill(table, Ls::rows);
            return table;
        }

        private static void rows(Table table, EndpointView.Seen seen) {
            for (TemplateView template : seen.inventory().templates()) {
                table.row(
                        Cell.of(seen.endpoint()),
                        Cell.of(template.id()),
                        Cell.of(template.name()),
                        Cell.of(template.vcpus()),
                        Cell.of(template.memory()));
            }
        }
    }

    @Command(name = "deploy", description = "Make a guest, off, from a template.")
    static final class Deploy extends MutatingCommand {
        @Parameters(index = "0", paramLabel = "TEMPLATE", description = "The template's name or id.")
        private String template = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "The new guest's name.")
        private String name = "";

        @Mixin
        private CopyOptions copy = new CopyOptions();

        @Option(
                names = "--key",
                paramLabel = "UUID",
                description = "Creation key: the same key never makes a second guest.")
        private Optional<CreationKey> key = Optional.empty();

        @Override
        List<Deed> deeds(Session session) {
            var spec = copy.spec(name, session.surroundings().directory());
            CreationKey ours = key.orElseGet(CreationKey::fresh);
            return List.of(onEndpoint(
                    session,
                    "template deploy",
                    template,
                    endpoint -> endpoint.templates().deploy(find(endpoint, template), spec, ours)));
        }
    }

    @Command(name = "rm", description = "Delete a template and the volumes that it alone uses.")
    static final class Remove extends MutatingCommand {
        @Parameters(paramLabel = "TEMPLATE", description = "The template's name or id.")
        private String template = "";

        @Override
        List<Deed> deeds(Session session) {
            return List.of(onEndpoint(
                    session,
                    "template rm",
                    template,
                    endpoint -> endpoint.templates().delete(find(endpoint, template))));
        }
    }
}
