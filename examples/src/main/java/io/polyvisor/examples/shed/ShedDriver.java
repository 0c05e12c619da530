package io.polyvisor.examples.shed;

import io.polyvisor.error.Fault;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.EndpointFacts;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Facet;
import io.polyvisor.spi.NameRules;
import io.polyvisor.spi.Subtraction;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The contract's verbs as a shed does them: one or two lines each. */
final class ShedDriver implements Driver {
    private static final Comparator<GuestView> BY_NAME =
            Comparator.comparing(GuestView::name).thenComparing(GuestView::id);

    private final ShedCalls calls;

    ShedDriver(ShedCalls calls) {
        this.calls = calls;
    }

    @Override
    public EndpointFacts facts() {
        return ShedAbilities.FACTS;
    }

    @Override
    public Capabilities capabilities() {
        return ShedAbilities.declared();
    }

    @Override
    public List<Subtraction> subtractions() {
        return ShedAbilities.subtractions();
    }

    @Override
    public NameRules nameRules() {
        return ShedAbilities.NAMES;
    }

    @Override
    public <F extends Facet> Optional<F> facet(Class<F> type) {
        return Optional.empty();
    }

    @Override
    public Inventory inventory(Set<InventoryField> fields, Call call) {
        boolean detailed = fields.contains(InventoryField.DETAILS);
        return new Inventory(
                call.time().now(),
                fields,
                views().map(view -> detailed ? view : view.summary()).toList(),
                fields.contains(InventoryField.HOSTS) ? List.of(ShedAbilities.host()) : List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    // tour:shed-reads
    @Override
    public Optional<GuestView> observe(GuestId guest, Call call) {
        return calls.shed().box(guest.value()).map(BoxReader::view);
    }

    @Override
    public List<GuestId> named(GuestName name, Call call) {
        return views().filter(view -> view.name().equals(name))
                .map(GuestView::id)
                .toList();
    }

    @Override
    public Optional<GuestId> find(CreationKey key, Call call) {
        return calls.shed().box(key.toString()).map(box -> GuestId.of(box.serial()));
    }
    // end

    // tour:shed-verbs
    @Override
    public GuestId create(CreateOrder order, Call call) {
        Shed.Box box = BoxWriter.box(order);
        calls.tell(shed -> shed.build(box));
        return GuestId.of(box.serial());
    }

    @Override
    public void start(GuestId guest, Call call) {
        calls.tell(shed -> shed.turn(guest.value(), 'g'));
    }

    @Override
    public void powerOff(GuestId guest, Call call) {
        calls.tell(shed -> shed.turn(guest.value(), '-'));
    }

    @Override
    public void delete(GuestId guest, Call call) {
        calls.tell(shed -> shed.scrap(guest.value()));
    }
    // end

    @Override
    public void requestShutdown(GuestId guest, Call call) {
        throw unsupported("asking a box to stop");
    }

    @Override
    public Map<GuestField, GuestChange.When> reconfigure(GuestId guest, GuestChange change, Call call) {
        if (change.bootOrder().isPresent()) {
            throw unsupported(Capability.BOOT_ORDER.words());
        }
        replace(guest, box -> BoxWriter.changed(box, change));
        Map<GuestField, GuestChange.When> effects = new EnumMap<>(GuestField.class);
        change.fields().forEach(field -> effects.put(field, GuestChange.When.NOW));
        return effects;
    }

    @Override
    public void rename(GuestId guest, GuestName name, Call call) {
        replace(guest, box -> box.relabelled(name.value()));
    }

    @Override
    public void mark(GuestId guest, Mark mark, Call call) {
        replace(guest, box -> box.noted(BoxWriter.OURS, BoxWriter.notes(mark)));
    }

    @Override
    public void ping(Call call) {
        calls.shed().boxes();
    }

    /** A shed needs no connection, so there is none to end. */
    @Override
    public void close() {}

    private void replace(GuestId guest, UnaryOperator<Shed.Box> change) {
        Shed.Box box = calls.shed()
                .box(guest.value())
                .orElseThrow(() -> DriverException.refused(new Fault.NotFound("box " + guest, Optional.empty())));
        calls.tell(shed -> shed.replace(change.apply(box)));
    }

    private Stream<GuestView> views() {
        return calls.shed().boxes().stream().map(BoxReader::view).sorted(BY_NAME);
    }

    private static DriverException unsupported(String what) {
        return DriverException.refused(new Fault.Unsupported(what, "a shed has nothing of the kind"));
    }
}
