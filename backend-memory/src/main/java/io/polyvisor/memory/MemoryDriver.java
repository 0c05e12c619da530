package io.polyvisor.memory;

import io.polyvisor.model.Capabilities;
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
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Autostarting;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.Consoles;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Describing;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.EventSource;
import io.polyvisor.spi.Facet;
import io.polyvisor.spi.Maintenance;
import io.polyvisor.spi.Migrating;
import io.polyvisor.spi.NameRules;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Rebooting;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.Statistics;
import io.polyvisor.spi.Subtraction;
import io.polyvisor.spi.Suspending;
import io.polyvisor.spi.Templates;
import io.polyvisor.spi.Volumes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One connection to a site of the model. */
final class MemoryDriver implements Driver {
    private static final NameRules NAMES =
            new NameRules(255, Pattern.compile("/"), "at most 255 bytes without a slash are right");

    private final MemorySession session;
    private final Site site;
    private final Powering powering;
    private final Map<Class<? extends Facet>, Facet> facets;

    MemoryDriver(MemorySession session) {
        this.session = session;
        this.site = session.site();
        this.powering = new Powering(site);
        MemoryPower power = new MemoryPower(session);
        MemoryCopies copies = new MemoryCopies(session);
        this.facets = Map.ofEntries(
                Map.entry(Autostarting.class, power),
                Map.entry(Pausing.class, power),
                Map.entry(Rebooting.class, power),
                Map.entry(Suspending.class, power),
                Map.entry(Cloning.class, copies),
                Map.entry(Templates.class, copies),
                Map.entry(Consoles.class, new MemoryConsoles(session)),
                Map.entry(Describing.class, new MemoryDescribing(session)),
                Map.entry(Devices.class, new MemoryDevices(session)),
                Map.entry(EventSource.class, new MemoryEvents(session)),
                Map.entry(Maintenance.class, new MemoryMaintenance(session)),
                Map.entry(Migrating.class, new MemoryMigrating(session)),
                Map.entry(Snapshots.class, new MemorySnapshots(session)),
                Map.entry(Statistics.class, new MemoryStatistics(session)),
                Map.entry(Volumes.class, new MemoryVolumes(session)));
    }

    @Override
    public EndpointFacts facts() {
        return new EndpointFacts(
                session.profile().words(),
                "1",
                "method calls in this JVM, site " + site.name(),
                EndpointFacts.Nature.MODEL);
    }

    @Override
    public Capabilities capabilities() {
        return session.profile().capabilities();
    }

    @Override
    public List<Subtraction> subtractions() {
        return session.profile().subtractions();
    }

    @Override
    public NameRules nameRules() {
        return NAMES;
    }

    @Override
    public Inventory inventory(Set<InventoryField> fields, Call call) {
        Views views = session.views();
        boolean details = fields.contains(InventoryField.DETAILS);
        return session.ask(() -> new Inventory(
                site.world().label(site.world().now()),
                fields,
                views.guests(details),
                fields.contains(InventoryField.HOSTS) ? views.hosts() : List.of(),
                fields.contains(InventoryField.STORAGES) ? views.storages() : List.of(),
                fields.contains(InventoryField.VOLUMES) ? views.volumes(details) : List.of(),
                fields.contains(InventoryField.NETWORKS) ? views.networks() : List.of(),
                fields.contains(InventoryField.TEMPLATES) ? views.templates() : List.of(),
                List.of()));
    }

    @Override
    public Optional<GuestView> observe(GuestId guest, Call call) {
        return session.ask(() -> site.guest(guest).map(session.views()::full));
    }

    @Override
    public List<GuestId> named(GuestName name, Call call) {
        return session.ask(() -> site.guests().stream()
                .filter(guest -> guest.name().equals(name))
                .map(GuestState::id)
                .toList());
    }

    @Override
    public Optional<GuestId> find(CreationKey key, Call call) {
        return session.ask(() -> site.guests().stream()
                .filter(guest -> guest.key().equals(Optional.of(key)))
                .map(GuestState::id)
                .findFirst());
    }

    @Override
    public GuestId create(CreateOrder order, Call call) {
        Building building = new Building(site);
        try (Scaffold scaffold = new Scaffold(session);
                Job job = Job.alone(session, call)) {
            Building.Plan plan = session.ask(() -> building.plan(order.spec(), scaffold));
            if (scaffold.bytes() > 0) {
                job.move("making disks", scaffold.bytes());
            }
            GuestId id = session.ask(() -> building.finish(plan, order));
            scaffold.keep();
            return id;
        }
    }

    @Override
    public void delete(GuestId guest, Call call) {
        session.change(() -> new Snapping(site).forgetAllOf(site.require(guest, Verb.DELETE)));
    }

    @Override
    public void start(GuestId guest, Call call) {
        session.change(() -> powering.start(guest));
    }

    @Override
    public void requestShutdown(GuestId guest, Call call) {
        session.change(() -> powering.requestShutdown(guest));
    }

    @Override
    public void powerOff(GuestId guest, Call call) {
        session.change(() -> powering.powerOff(guest));
    }

    @Override
    public Map<GuestField, GuestChange.When> reconfigure(GuestId guest, GuestChange change, Call call) {
        return session.ask(() -> new Reconfiguring(session).change(guest, change));
    }

    @Override
    public Map<GuestField, GuestChange.When> reconfigureIfUnchanged(GuestId guest, GuestChange change, Call call) {
        return session.ask(() -> new Reconfiguring(session).changeIfUnchanged(guest, change));
    }

    @Override
    public void rename(GuestId guest, GuestName name, Call call) {
        session.change(() -> {
            GuestState state = site.require(guest, Verb.RENAME);
            site.requireFreeName(name);
            state.rename(name);
            site.tell(guest);
        });
    }

    @Override
    public void mark(GuestId guest, Mark mark, Call call) {
        session.change(() -> {
            site.require(guest, Verb.ADOPT).mark(Optional.of(mark));
            site.tell(guest);
        });
    }

    @Override
    public <F extends Facet> Optional<F> facet(Class<F> type) {
        return session.profile().offers(type)
                ? Optional.ofNullable(facets.get(type)).map(type::cast)
                : Optional.empty();
    }

    @Override
    public void ping(Call call) {
        session.change(() -> {});
    }

    @Override
    public void close() {
        session.close();
    }
}
