package io.polyvisor.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.Endpoint;
import io.polyvisor.cli.config.EndpointEntry;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.output.GuestJson;
import io.polyvisor.cli.output.ResourceJson;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Text;
import io.polyvisor.model.Capability;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestStats;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostStats;
import io.polyvisor.model.HostView;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Memory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Counters of guests and hosts. */
@Command(name = "stats", description = "Show counters of guests since their start, or of hosts.")
final class StatsCommand extends SessionCommand {

    @Option(names = "--hosts", description = "Of hosts instead of guests.")
    private boolean hosts;

    @Override
    ExitCode run(Session session) {
        Table table = hosts
                ? Table.of("ENDPOINT", "HOST", ">CPU BUSY", ">CPU IDLE", ">MEMORY FREE")
                : Table.of("ENDPOINT", "GUEST", ">CPU TIME", ">MEMORY", ">READ", ">WRITTEN", ">RECEIVED", ">SENT");
        List<ObjectNode> items = new ArrayList<>();
        for (EndpointEntry entry : session.choice().all()) {
            Endpoint endpoint = session.connect(entry);
            items.add(hosts ? hostStats(table, endpoint) : guestStats(table, endpoint));
        }
        if (session.wantsJson()) {
            session.out().line(Documents.pretty(Documents.list(hosts ? "hostStats" : "guestStats", items)));
        } else if (table.isEmpty()) {
            session.out().line("nothing runs on " + LsCommand.joined(session.endpointNames()));
        } else {
            table.print(session.out());
        }
        return ExitCode.OK;
    }

    private static ObjectNode guestStats(Table table, Endpoint endpoint) {
        Map<GuestId, String> names = endpoint.inventory().guests().stream()
                .collect(Collectors.toMap(
                        guest -> guest.id(), guest -> guest.name().value()));
        List<GuestStats> all = endpoint.guestStats();
        for (GuestStats each : all) {
            table.row(
                    Cell.of(endpoint.name()),
                    Cell.of(names.getOrDefault(each.guest(), each.guest().value())),
                    Cell.of(each.cpuTime().map(Text::seconds)),
                    Cell.of(each.memoryUsed()),
                    bytes(each.diskReadBytes()),
                    bytes(each.diskWrittenBytes()),
                    bytes(each.netReceivedBytes()),
                    bytes(each.netSentBytes()));
        }
        return item(endpoint, all.stream().map(GuestJson::stats).toList());
    }

    private static ObjectNode hostStats(Table table, Endpoint endpoint) {
        if (!endpoint.capabilities().provides(Capability.STATS_HOST)) {
            String why =
                    endpoint.capabilities().whyAbsent(Capability.STATS_HOST).orElse("");
            throw new CommandFailure(
                    ExitCode.UNSUPPORTED, "counters of hosts are not supported on " + endpoint.name() + ": " + why);
        }
        Map<HostId, String> names = endpoint.inventory(InventoryField.HOSTS).hosts().stream()
                .collect(Collectors.toMap(HostView::id, HostView::name));
        List<HostStats> all = endpoint.hostStats();
        for (HostStats each : all) {
            table.row(
                    Cell.of(endpoint.name()),
                    Cell.of(names.getOrDefault(each.host(), each.host().value())),
                    Cell.of(each.cpuBusy().map(Text::seconds)),
                    Cell.of(each.cpuIdle().map(Text::seconds)),
                    Cell.of(each.memoryFree()));
        }
        return item(endpoint, all.stream().map(ResourceJson::stats).toList());
    }

    private static Cell bytes(OptionalLong count) {
        return count.isPresent() ? Cell.of(Memory.bytes(count.getAsLong())) : Cell.of(Optional.empty());
    }

    private static ObjectNode item(Endpoint endpoint, List<ObjectNode> stats) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("endpoint", endpoint.name());
        fields.put("items", stats);
        return Documents.plain(fields);
    }
}
