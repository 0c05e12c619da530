package io.polyvisor.vsphere;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.ManagedObjectReference;
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
import java.util.concurrent.atomic.AtomicBoolean;

/** One vCenter, or one ESXi host by itself. */
final class VsphereDriver implements Driver {
    private static final String LIBRARY = "yavijava 6.0.05 (types of the vSphere API 6.0)";

    private final VsphereSession session;
    private final VsphereDeclaration declaration;
    private final EndpointFacts facts;
    private final VsphereLookups lookups;
    private final VsphereVerbs verbs;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** {@code start} is the datacenter that the address names, or the root folder. */
    VsphereDriver(
            VsphereSession session,
            VsphereAddress address,
            ManagedObjectReference start,
            Uploading uploading,
            VsphereDeclaration declaration,
            EndpointFacts.Nature nature) {
        this.session = session;
        this.declaration = declaration;
        this.lookups = new VsphereLookups(session, start);
        this.verbs = new VsphereVerbs(session, new Places(session, address, start), start, uploading, closed::get);
        AboutInfo about = session.about();
        this.facts =
                new EndpointFacts(about.getName(), about.getVersion() + " build " + about.getBuild(), LIBRARY, nature);
    }

    @Override
    public EndpointFacts facts() {
        return facts;
    }

    @Override
    public Capabilities capabilities() {
        return declaration.capabilities();
    }

    @Override
    public List<Subtraction> subtractions() {
        return VsphereDeclaration.subtractions();
    }

    @Override
    public NameRules nameRules() {
        return VsphereNames.RULES;
    }

    @Override
    public Inventory inventory(Set<InventoryField> fields, Call call) {
        return verbs.inventory.read(fields, call);
    }

    @Override
    public Optional<GuestView> observe(GuestId guest, Call call) {
        return verbs.inventory.observe(guest, call);
    }

    @Override
    public List<GuestId> named(GuestName name, Call call) {
        return lookups.named(name, call);
    }

    @Override
    public Optional<GuestId> find(CreationKey key, Call call) {
        return lookups.find(key, call);
    }

    @Override
    public GuestId create(CreateOrder order, Call call) {
        return verbs.creation.create(order, call);
    }

    @Override
    public void delete(GuestId guest, Call call) {
        verbs.deletion.delete(guest, call);
    }

    @Override
    public void start(GuestId guest, Call call) {
        verbs.power.start(guest, call);
    }

    @Override
    public void requestShutdown(GuestId guest, Call call) {
        verbs.power.requestShutdown(guest, call);
    }

    @Override
    public void powerOff(GuestId guest, Call call) {
        verbs.power.powerOff(guest, call);
    }

    @Override
    public Map<GuestField, GuestChange.When> reconfigure(GuestId guest, GuestChange change, Call call) {
        return verbs.reconfiguring.reconfigure(guest, change, call);
    }

    @Override
    public Map<GuestField, GuestChange.When> reconfigureIfUnchanged(GuestId guest, GuestChange change, Call call) {
        return verbs.reconfiguring.reconfigureIfUnchanged(guest, change, call);
    }

    @Override
    public void rename(GuestId guest, GuestName name, Call call) {
        verbs.reconfiguring.rename(guest, name, call);
    }

    @Override
    public void mark(GuestId guest, Mark mark, Call call) {
        verbs.reconfiguring.mark(guest, mark, call);
    }

    @Override
    public <F extends Facet> Optional<F> facet(Class<F> type) {
        return declaration.offers(type)
                ? verbs.facets.stream().filter(type::isInstance).map(type::cast).findFirst()
                : Optional.empty();
    }

    @Override
    public void ping(Call call) {
        session.calls().ping(call);
    }

    @Override
    public void close() {
        closed.set(true);
        session.close();
    }
}
