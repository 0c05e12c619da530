package io.polyvisor.cli.demo;

import io.polyvisor.AuditRecord;
import io.polyvisor.EndpointView;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import java.time.Duration;
import java.util.List;

/** The whole site at a glance, and who did what. */
final class FleetChapter {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Stage stage;
    private final Narrator narrator;

    FleetChapter(Stage stage, Narrator narrator) {
        this.stage = stage;
        this.narrator = narrator;
    }

    void tell(List<AuditRecord> audit) {
        narrator.chapter("See the whole fleet", "read in parallel; one that is down is a row, never a hole");
        List<EndpointView> views = narrator.asks(
                "polyvisor.fleet().inventory(HOSTS)", () -> stage.fleet().inventory(PATIENCE, InventoryField.HOSTS));
        Table table =
                Table.of("ENDPOINT", ">HOSTS", ">GUESTS", ">RUNNING", ">OFF", ">OTHER", ">MEMORY PROMISED", ">OF");
        views.forEach(view -> row(table, view));
        table.print(narrator.page());
        long dead = views.stream()
                .filter(view -> view instanceof EndpointView.Unseen)
                .count();
        narrator.holds(dead == 1 && views.size() > 2, "all endpoints in one view, the dead one among them");
        narrator.shows(audit.size() + " changes were made, each with its audit record; the last: " + words(audit));
        narrator.page().line("");
        narrator.page().line("Next: polyvisor -c memory:///demo ls, polyvisor help");
    }

    private static void row(Table table, EndpointView view) {
        if (view instanceof EndpointView.Unseen unseen) {
            table.remark(
                    Cell.of(view.endpoint()).in(Tone.BAD),
                    Cell.of(unseen.error().fault().message()).in(Tone.BAD));
            return;
        }
        Inventory seen = ((EndpointView.Seen) view).inventory();
        long running = count(seen, PowerState.RUNNING);
        long off = count(seen, PowerState.OFF);
        Memory promised = seen.guests().stream()
                .filter(guest -> !guest.power().is(PowerState.OFF))
                .map(GuestView::memory)
                .reduce(Memory.ZERO, Memory::plus);
        Memory installed = seen.hosts().stream().map(HostView::memory).reduce(Memory.ZERO, Memory::plus);
        table.row(
                Cell.of(view.endpoint()),
                Cell.of(seen.hosts().size()),
                Cell.of(seen.guests().size()),
                Cell.of(running).in(Tone.GOOD),
                Cell.of(off),
                Cell.of(seen.guests().size() - running - off),
                Cell.of(promised),
                Cell.of(installed));
    }

    private static long count(Inventory inventory, PowerState state) {
        return inventory.guests().stream()
                .filter(guest -> guest.power().is(state))
                .count();
    }

    private static String words(List<AuditRecord> audit) {
        if (audit.isEmpty()) {
            throw new DemoFailure("changes were made and no audit record came");
        }
        AuditRecord last = audit.get(audit.size() - 1);
        return last.who() + ", " + last.verb().words() + " " + last.object() + " on " + last.endpoint() + ", "
                + last.outcome();
    }
}
