package io.polyvisor.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.EndpointView;
import io.polyvisor.model.Inventory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A view over endpoints as JSON: one entry per endpoint, with its items or its error. Stateless. */
public final class FleetJson {

    private FleetJson() {}

    /** The document of that kind; {@code items} takes from an inventory what the kind is about. */
    public static ObjectNode document(
            String kind, List<EndpointView> views, Function<Inventory, List<ObjectNode>> items) {
        return Documents.list(
                kind, views.stream().map(view -> entry(view, items)).toList());
    }

    private static ObjectNode entry(EndpointView view, Function<Inventory, List<ObjectNode>> items) {
        Optional<Inventory> inventory = view.fold(seen -> Optional.of(seen.inventory()), unseen -> unseen.last());
        Optional<ObjectNode> error =
                view.fold(seen -> Optional.empty(), unseen -> Optional.of(ErrorJson.error(unseen.error())));
        Optional<Instant> observedAt = inventory.map(Inventory::observedAt);
        return new Fields()
                .put("endpoint", view.endpoint())
                .put("error", error)
                .put("observedAt", observedAt)
                .put("gaps", inventory.map(Inventory::gaps).orElse(List.of()))
                .put("items", inventory.map(items).orElse(List.of()))
                .node();
    }
}
