package io.polyvisor.kvm;

import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.LibvirtFault;
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
import io.polyvisor.spi.Call;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Facet;
import io.polyvisor.spi.NameRules;
import io.polyvisor.spi.Subtraction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One libvirt host with QEMU guests. */
final class KvmDriver implements Driver {
    private static final int UNDEFINE = Flags.UNDEFINE_MANAGED_SAVE
            | Flags.UNDEFINE_SNAPSHOTS_METADATA
            | Flags.UNDEFINE_NVRAM
            | Flags.UNDEFINE_CHECKPOINTS_METADATA;

    private final KvmSession session;
    private final KvmCalls calls;
    private final GuestReading reading;
    private final KvmInventory inventory;
    private final KvmCreation creation;
    private final KvmReconfiguring reconfiguring;
    private final List<Facet> facets;

    KvmDriver(KvmSession session, Acceleration acceleration) {
        this.session = session;
        this.calls = new KvmCalls(session);
        this.reading = new GuestReading(session.host(), new GuestAddresses());
        VolumeMaking making = new VolumeMaking(calls);
        this.creation = new KvmCreation(calls, making, acceleration);
        KvmTemplates templates = new KvmTemplates(calls, making, new GuestCopying(calls, making, creation));
        this.inventory = new KvmInventory(calls, reading, templates);
        this.reconfiguring = new KvmReconfiguring(calls);
        this.facets = List.of(
                new KvmPower(calls),
                new KvmSuspending(calls),
                new KvmAutostarting(calls),
                new KvmDescribing(calls),
                new KvmDevices(calls, making),
                new KvmVolumes(calls, making),
                new KvmSnapshots(calls),
                new KvmConsoles(calls),
                new KvmStatistics(calls),
                new KvmMigrating(calls),
                new KvmCloning(new GuestCopying(calls, making, creation)),
                templates,
                new KvmEvents(session));
    }

    /** For a peer that migrates to here. */
    KvmSession session() {
        return session;
    }

    @Override
    public EndpointFacts facts() {
        HostFacts host = session.host();
        return new EndpointFacts("QEMU", host.qemu(), "libvirt " + host.libvirt(), EndpointFacts.Nature.REAL);
    }

    @Override
    public Capabilities capabilities() {
        return KvmDeclaration.capabilities();
    }

    @Override
    public List<Subtraction> subtractions() {
        return KvmDeclaration.subtractions();
    }

    @Override
    public NameRules nameRules() {
        return KvmNames.RULES;
    }

    @Override
    public Inventory inventory(Set<InventoryField> fields, Call call) {
        return inventory.read(fields, call.time().now());
    }

    @Override
    public Optional<GuestView> observe(GuestId guest, Call call) {
        return calls.guestIfAny(
                        guest,
                        found -> KvmNames.isTemplate(found.domain().identity().name())
                                ? Optional.<GuestView>empty()
                                : Optional.of(reading.view(found.domain(), VolumeLookups.oneByOne(found.libvirt()))))
                .flatMap(view -> view);
    }

    @Override
    public List<GuestId> named(GuestName name, Call call) {
        return calls.host("guest " + name).ask(libvirt -> {
            try (DomainHandle domain = libvirt.domains().lookupByName(name.value())) {
                return isTemplate(domain) ? List.of() : List.of(GuestId.of(domain.uuid()));
            } catch (LibvirtFault said) {
                if (said.is("VIR_ERR_NO_DOMAIN")) {
                    return List.of();
                }
                throw said;
            }
        });
    }

    @Override
    public Optional<GuestId> find(CreationKey key, Call call) {
        return calls.guestIfAny(
                        GuestId.of(key.toString()),
                        found -> isTemplate(found.domain())
                                ? Optional.<GuestId>empty()
                                : Optional.of(GuestId.of(found.domain().uuid())))
                .flatMap(id -> id);
    }

    private static boolean isTemplate(DomainHandle domain) {
        return KvmNames.isTemplate(domain.identity().name());
    }

    @Override
    public GuestId create(CreateOrder order, Call call) {
        return creation.create(order, call);
    }

    @Override
    public void delete(GuestId guest, Call call) {
        calls.onGuest(guest, found -> found.send(() -> found.domain().undefine(UNDEFINE)));
    }

    @Override
    public void start(GuestId guest, Call call) {
        calls.onGuest(guest, found -> found.send(() -> found.domain().create(Flags.NONE)));
    }

    @Override
    public void requestShutdown(GuestId guest, Call call) {
        // The agent is not asked: one that is connected and frozen would hold the call for as long as libvirt waits for
        // it.
        calls.onGuest(guest, found -> found.send(() -> found.domain().shutdown(Flags.SHUTDOWN_ACPI)));
    }

    @Override
    public void powerOff(GuestId guest, Call call) {
        calls.onGuest(guest, found -> found.send(() -> found.domain().destroy(Flags.NONE)));
    }

    @Override
    public Map<GuestField, GuestChange.When> reconfigure(GuestId guest, GuestChange change, Call call) {
        return reconfiguring.reconfigure(guest, change, call);
    }

    @Override
    public void rename(GuestId guest, GuestName name, Call call) {
        calls.onGuest(guest, found -> found.send(() -> found.domain().rename(name.value())));
    }

    @Override
    public void mark(GuestId guest, Mark mark, Call call) {
        reconfiguring.mark(guest, mark);
    }

    @Override
    public <F extends Facet> Optional<F> facet(Class<F> type) {
        return facets.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public void ping(Call call) {
        // One round trip that takes no lock of any guest.
        String name = calls.host("the endpoint").ask(libvirt -> libvirt.host().hostname());
        assert name != null;
    }

    @Override
    public void close() {
        session.close();
    }
}
