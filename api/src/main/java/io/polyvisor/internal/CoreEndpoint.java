package io.polyvisor.internal;

import io.polyvisor.Check;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointTemplates;
import io.polyvisor.EndpointVolumes;
import io.polyvisor.Guest;
import io.polyvisor.GuestEvent;
import io.polyvisor.Host;
import io.polyvisor.Operation;
import io.polyvisor.error.Fault;
import io.polyvisor.model.AccessMode;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.EndpointFacts;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestStats;
import io.polyvisor.model.Health;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostStats;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Statistics;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Function;

/** An endpoint's handle: names what is wanted, and leaves the rest to work and actions. */
final class CoreEndpoint implements Endpoint {
    private final EndpointState state;
    private final Scope scope;

    CoreEndpoint(EndpointState state, Scope scope) {
        this.state = state;
        this.scope = scope;
    }

    EndpointState state() {
        return state;
    }

    Scope scope() {
        return scope;
    }

    <T> Operation<T> begin(Action<T> action) {
        return state.runner().begin(action, scope);
    }

    Duration operationDeadline() {
        return scope.deadline().orElse(state.options().operationDeadline());
    }

    Work reading(Verb verb, Optional<String> object) {
        Work work = state.reading(verb, object, scope);
        if (state.runner().isClosed()) {
            throw work.refused(new Fault.Unreachable("the endpoint was closed"));
        }
        return work;
    }

    @Override
    public EndpointUri uri() {
        return state.uri();
    }

    @Override
    public String name() {
        return state.name();
    }

    @Override
    public EndpointFacts facts() {
        return state.driver().facts();
    }

    @Override
    public Capabilities capabilities() {
        return state.driver().capabilities();
    }

    @Override
    public AccessMode mode() {
        return state.options().mode();
    }

    @Override
    public Health health() {
        Lanes lanes = state.lanes();
        int abandoned = lanes.abandonedLanes();
        Health.State how = state.runner().isClosed()
                ? Health.State.CLOSED
                : lanes.refusing() ? Health.State.REFUSING : abandoned > 0 ? Health.State.IMPAIRED : Health.State.WELL;
        return new Health(
                how,
                abandoned,
                state.options().limits().abandonedLanes(),
                lanes.stuckCalls(),
                state.runner().running(),
                state.runner().queued());
    }

    @Override
    public Endpoint within(Duration deadline) {
        return new CoreEndpoint(state, scope.within(deadline));
    }

    @Override
    public Endpoint because(String why) {
        return new CoreEndpoint(state, scope.because(why));
    }

    @Override
    public Inventory inventory(InventoryField... fields) {
        Set<InventoryField> wanted = EnumSet.noneOf(InventoryField.class);
        wanted.addAll(Arrays.asList(fields));
        Inventory seen =
                reading(Verb.INVENTORY, Optional.empty()).read((driver, call) -> driver.inventory(wanted, call));
        return new Inventory(
                seen.observedAt(),
                seen.fields(),
                seen.guests().stream().map(state::overlaidForUsers).toList(),
                seen.hosts(),
                seen.storages(),
                seen.volumes(),
                seen.networks(),
                seen.templates(),
                seen.gaps());
    }

    @Override
    public Guest guest(GuestName name) {
        Work work = reading(Verb.OBSERVE, Optional.of("guest " + name));
        List<GuestId> bearers = work.read((driver, call) -> driver.named(name, call));
        if (bearers.isEmpty()) {
            throw work.refused(new Fault.NotFound("a guest named " + name, Optional.empty()));
        }
        if (bearers.size() > 1) {
            throw work.refused(new Fault.Ambiguous(
                    "guest " + name, bearers.stream().map(GuestId::value).toList()));
        }
        state.seen(bearers.get(0), name);
        return guest(bearers.get(0));
    }

    @Override
    public Guest guest(GuestId id) {
        return new CoreGuest(this, id);
    }

    @Override
    public Optional<Guest> find(CreationKey key) {
        return reading(Verb.OBSERVE, Optional.of("guest made under " + key))
                .read((driver, call) -> driver.find(key, call))
                .map(this::guest);
    }

    @Override
    public Operation<Guest> create(GuestSpec spec) {
        return new MappedOperation<>(begin(CreationActions.create(spec, Optional.empty())), this::guest);
    }

    @Override
    public Operation<Guest> create(GuestSpec spec, CreationKey key) {
        return new MappedOperation<>(begin(CreationActions.create(spec, Optional.of(key))), this::guest);
    }

    @Override
    public Check check(Function<Endpoint, Operation<?>> verb) {
        CheckCollector collector = new CheckCollector();
        return collector.of(verb.apply(new CoreEndpoint(state, scope.checking(collector))));
    }

    @Override
    public List<Host> hosts() {
        return hostViews().stream().map(view -> host(view.id())).toList();
    }

    List<HostView> hostViews() {
        return reading(Verb.OBSERVE, Optional.of("hosts"))
                .read((driver, call) -> driver.inventory(EnumSet.of(InventoryField.HOSTS), call))
                .hosts();
    }

    @Override
    public Host host(HostId id) {
        return new CoreHost(this, id);
    }

    @Override
    public Host onlyHost() {
        List<Host> all = hosts();
        Work work = reading(Verb.OBSERVE, Optional.of("the only host"));
        if (all.isEmpty()) {
            throw work.refused(new Fault.NotFound("a host", Optional.empty()));
        }
        if (all.size() > 1) {
            throw work.refused(new Fault.Ambiguous(
                    "the only host", all.stream().map(h -> h.id().value()).toList()));
        }
        return all.get(0);
    }

    @Override
    public EndpointVolumes volumes() {
        return new CoreVolumes(this);
    }

    @Override
    public EndpointTemplates templates() {
        return new CoreTemplates(this);
    }

    @Override
    public List<GuestStats> guestStats() {
        Work work = reading(Verb.STATS, Optional.empty());
        state.guard().require(Capability.STATS_GUEST, work.failures());
        return work.read((driver, call) -> work.facet(Statistics.class).guests(call));
    }

    @Override
    public List<HostStats> hostStats() {
        Work work = reading(Verb.STATS, Optional.empty());
        state.guard().require(Capability.STATS_HOST, work.failures());
        return work.read((driver, call) -> work.facet(Statistics.class).hosts(call));
    }

    @Override
    public Flow.Publisher<GuestEvent> events() {
        return state.events();
    }

    @Override
    public boolean close(Duration patience) {
        boolean drained = state.runner().close(patience);
        state.events().close();
        state.lanes().close();
        if (state.lanes().abandonedLanes() == 0) {
            state.driver().close();
        }
        return drained;
    }

    @Override
    public void close() {
        close(state.options().closePatience());
    }

    @Override
    public String toString() {
        return "Endpoint[" + name() + "]";
    }
}
