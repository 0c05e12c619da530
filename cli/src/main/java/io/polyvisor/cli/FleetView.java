package io.polyvisor.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.EndpointView;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.output.FleetJson;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Text;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What all chosen endpoints hold, read at once. An endpoint that is down is a row with its error.
 *
 * @param views one entry per endpoint
 */
record FleetView(List<EndpointView> views) {

    static FleetView read(Session session, Set<InventoryField> fields) {
        return new FleetView(session.fleet().inventory(session.readPatience(), fields.toArray(InventoryField[]::new)));
    }

    /** Prints it as a table or as a document, and tells by the exit code whether all endpoints were seen. */
    ExitCode print(
            Session session,
            String kind,
            Function<Inventory, List<ObjectNode>> items,
            Function<FleetView, Table> table) {
        if (session.wantsJson()) {
            session.out().line(Documents.pretty(FleetJson.document(kind, views, items)));
        } else {
            print(session, kind, table.apply(this));
        }
        return verdict();
    }

    private void print(Session session, String kind, Table table) {
        if (table.isEmpty()) {
            session.out().line("no " + kind + " on " + LsCommand.joined(session.endpointNames()));
        } else {
            table.print(session.out());
        }
        for (EndpointView view : views) {
            view.fold(seen -> seen.inventory().gaps(), unseen -> List.<String>of())
                    .forEach(gap -> session.err()
                            .line("polyvisor: " + Text.harmless(view.endpoint() + ": could not be read: " + gap)));
        }
    }

    /** Adds rows for each endpoint: its own, or one with its error. */
    void fill(Table table, BiConsumer<Table, EndpointView.Seen> rows) {
        for (EndpointView view : views) {
            if (view instanceof EndpointView.Seen seen) {
                rows.accept(table, seen);
            } else {
                PolyvisorException error = ((EndpointView.Unseen) view).error();
                table.remark(
                        Cell.of(view.endpoint()).in(Tone.BAD),
                        Cell.of(error.fault().message()).in(Tone.BAD));
            }
        }
    }

    private ExitCode verdict() {
        List<ExitCode> codes = views.stream()
                .map(view -> view.fold(seen -> ExitCode.OK, unseen -> ExitCode.of(unseen.error())))
                .distinct()
                .toList();
        return codes.isEmpty() ? ExitCode.OK : codes.size() == 1 ? codes.get(0) : ExitCode.PARTIAL;
    }
}
