package io.polyvisor.cli;

import io.polyvisor.EndpointView;
import io.polyvisor.apply.file.Words;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.GuestJson;
import io.polyvisor.cli.output.Table;
import io.polyvisor.model.Address;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Guests of all endpoints at once. */
@Command(
        name = "ls",
        description = "List the guests of all endpoints at once; one that is down is a row with its error.")
final class LsCommand extends SessionCommand {
    private static final int SHORT_ID = 8;

    @Option(names = "--details", description = "Also show tags, devices, addresses and what is under way.")
    private boolean details;

    @Override
    ExitCode run(Session session) {
        Set<InventoryField> fields = EnumSet.of(InventoryField.HOSTS);
        if (details) {
            fields.add(InventoryField.DETAILS);
        }
        FleetView fleet = FleetView.read(session, fields);
        return fleet.print(
                session,
                "guests",
                inventory -> inventory.guests().stream().map(GuestJson::guest).toList(),
                this::table);
    }

    private Table table(FleetView fleet) {
        List<String> headings =
                new ArrayList<>(List.of("ENDPOINT", "ID", "NAME", "STATE", ">VCPUS", ">MEMORY", "HOST", "AUTOSTART"));
        if (details) {
            headings.addAll(List.of("OURS", "TAGS", "DISKS", "NETWORKS", "ADDRESSES", "UNDER WAY"));
        }
        Table table = Table.of(headings.toArray(String[]::new));
        fleet.fill(table, this::addGuests);
        return table;
    }

    private void addGuests(Table table, EndpointView.Seen seen) {
        Inventory inventory = seen.inventory();
        Map<HostId, String> hostNames =
                inventory.hosts().stream().collect(Collectors.toMap(HostView::id, HostView::name, (a, b) -> a));
        for (GuestView guest : inventory.guests()) {
            List<Cell> cells = new ArrayList<>(summary(seen.endpoint(), guest, hostNames));
            if (details) {
                cells.addAll(more(guest));
            }
            table.row(cells);
        }
    }

    private static List<Cell> summary(String endpoint, GuestView guest, Map<HostId, String> hostNames) {
        String id = guest.id().value();
        return List.of(
                Cell.of(endpoint),
                Cell.of(id.length() > SHORT_ID + 2 ? id.substring(0, SHORT_ID) : id),
                Cell.of(guest.name()),
                cell(guest.power().state()),
                Cell.of(guest.vcpus()),
                Cell.of(guest.memory()),
                Cell.of(guest.host().map(host -> hostNames.getOrDefault(host, host.value()))),
                Cell.of(guest.autostart() ? "yes" : "no"));
    }

    private static List<Cell> more(GuestView guest) {
        if (guest.details().isEmpty()) {
            return List.of(Cell.of("?"), Cell.of("?"), Cell.of("?"), Cell.of("?"), Cell.of("?"), Cell.of("?"));
        }
        GuestDetails known = guest.details().get();
        return List.of(
                Cell.of(known.mark().isPresent() ? "yes" : "no"),
                Cell.of(known.mark().map(mark -> tags(mark.tags())).orElse("")),
                Cell.of(joined(
                        known.disks().stream().map(disk -> disk.id().value()).toList())),
                Cell.of(joined(known.nics().stream()
                        .map(nic -> nic.network().map(Object::toString).orElse("?"))
                        .toList())),
                Cell.of(known.addresses()
                        .map(all -> joined(all.stream().map(Address::text).toList()))),
                Cell.of(joined(known.currentOperations().stream()
                        .map(operation -> operation.detail())
                        .sorted()
                        .toList())));
    }

    static String tags(Map<String, String> tags) {
        return joined(tags.entrySet().stream()
                .map(tag -> tag.getValue().isEmpty() ? tag.getKey() : tag.getKey() + "=" + tag.getValue())
                .sorted()
                .toList());
    }

    static String joined(List<String> words) {
        return String.join(", ", words);
    }

    static String words(List<? extends Enum<?>> constants) {
        return joined(constants.stream().map(Words::of).toList());
    }
}
