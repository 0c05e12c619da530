package io.polyvisor.tck.mutants;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.EndpointView;
import io.polyvisor.Fleet;
import io.polyvisor.Polyvisor;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.tck.TckCore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Fleets that are wrong about members that do not answer. */
final class WrongFleets {

    private WrongFleets() {}

    static List<Mutant> all() {
        return List.of(
                fleet("a fleet leaves out who does not answer", WrongFleets::seen),
                fleet("a fleet forgets what it saw of who does not answer", WrongFleets::forgotten),
                fleet("a fleet with a member that does not answer shows no guests", WrongFleets::blank));
    }

    private static List<EndpointView> seen(List<EndpointView> views) {
        return views.stream().filter(view -> view instanceof EndpointView.Seen).toList();
    }

    private static List<EndpointView> forgotten(List<EndpointView> views) {
        return views.stream()
                .map(view -> view.<EndpointView>fold(
                        seen -> seen,
                        unseen -> new EndpointView.Unseen(unseen.endpoint(), unseen.error(), Optional.empty())))
                .toList();
    }

    private static List<EndpointView> blank(List<EndpointView> views) {
        return seen(views).size() == views.size()
                ? views
                : views.stream()
                        .map(view -> view.<EndpointView>fold(
                                seen -> new EndpointView.Seen(seen.endpoint(), guestless(seen.inventory())),
                                unseen -> unseen))
                        .toList();
    }

    private static Inventory guestless(Inventory i) {
        return new Inventory(
                i.observedAt(),
                i.fields(),
                List.of(),
                i.hosts(),
                i.storages(),
                i.volumes(),
                i.networks(),
                i.templates(),
                i.gaps());
    }

    private static Mutant fleet(String name, UnaryOperator<List<EndpointView>> told) {
        return Mutant.opened(name, "core", time -> new Core(TckCore.of(Polyvisor.open(time)), told));
    }

    private record Core(TckCore core, UnaryOperator<List<EndpointView>> told) implements TckCore {

        @Override
        public Endpoint connect(BackendProvider provider, EndpointUri uri, Access access, EndpointOptions options) {
            return core.connect(provider, uri, access, options);
        }

        @Override
        public Fleet fleet() {
            return new Told(core.fleet(), told);
        }

        @Override
        public void close() {
            core.close();
        }
    }

    private record Told(Fleet fleet, UnaryOperator<List<EndpointView>> told) implements Fleet {

        @Override
        public Fleet with(String uri, Access access, EndpointOptions options) {
            return new Told(fleet.with(uri, access, options), told);
        }

        @Override
        public List<EndpointView> inventory(Duration patience, InventoryField... fields) {
            return told.apply(fleet.inventory(patience, fields));
        }

        @Override
        public List<EndpointView> inventory(InventoryField... fields) {
            return told.apply(fleet.inventory(fields));
        }
    }
}
