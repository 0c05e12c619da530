package io.polyvisor.internal;

import io.polyvisor.Check;
import io.polyvisor.Console;
import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.GuestDisks;
import io.polyvisor.GuestNics;
import io.polyvisor.GuestSnapshots;
import io.polyvisor.Host;
import io.polyvisor.Migration;
import io.polyvisor.Operation;
import io.polyvisor.Readiness;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Deleted;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.Effect;
import io.polyvisor.model.Enforcer;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Loss;
import io.polyvisor.model.Mark;
import io.polyvisor.model.NativeDefinition;
import io.polyvisor.model.Permission;
import io.polyvisor.model.Protection;
import io.polyvisor.model.ProtectionView;
import io.polyvisor.model.Reconfigured;
import io.polyvisor.model.Shutdown;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Consoles;
import io.polyvisor.spi.Describing;
import io.polyvisor.spi.Protecting;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A guest's handle: names what is wanted, and leaves the rest to actions. */
final class CoreGuest implements Guest {
    private final CoreEndpoint endpoint;
    private final GuestId id;

    CoreGuest(CoreEndpoint endpoint, GuestId id) {
        this.endpoint = endpoint;
        this.id = id;
    }

    @Override
    public GuestId id() {
        return id;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public Guest within(Duration deadline) {
        return scoped(endpoint.scope().within(deadline));
    }

    @Override
    public Guest because(String why) {
        return scoped(endpoint.scope().because(why));
    }

    @Override
    public GuestView view() {
        return endpoint.state().overlaidForUsers(reading(Verb.OBSERVE).requireGuest(id));
    }

    @Override
    public ProtectionView protection() {
        Work work = reading(Verb.OBSERVE);
        GuestView view = work.requireGuest(id);
        return endpoint.capabilities()
                .whyAbsent(Capability.PROTECTION_ENFORCED)
                .map(absent -> new ProtectionView(meant(view), Enforcer.NOBODY, absent))
                .orElseGet(() ->
                        work.read((driver, call) -> work.facet(Protecting.class).protection(id, call)));
    }

    @Override
    public NativeDefinition definition() {
        Work work = reading(Verb.OBSERVE);
        endpoint.state().guard().require(Capability.NATIVE_DEFINITION, work.failures());
        return work.read((driver, call) -> work.facet(Describing.class).definition(id, call));
    }

    private static Protection meant(GuestView view) {
        return view.requireDetails().mark().map(Mark::protection).orElse(Protection.DO_NOT_RESTART);
    }

    @Override
    public Permission may(Verb verb) {
        if (!verb.actsOnGuest()) {
            throw new IllegalArgumentException(verb + " does not act on a guest that exists");
        }
        Work work = reading(verb);
        return endpoint.state().guard().permission(verb, work.requireGuest(id), work.failures());
    }

    @Override
    public Check check(Function<Guest, Operation<?>> verb) {
        CheckCollector collector = new CheckCollector();
        return collector.of(verb.apply(scoped(endpoint.scope().checking(collector))));
    }

    @Override
    public Operation<Effect> start() {
        return endpoint.begin(PowerActions.start(id));
    }

    @Override
    public Operation<Effect> shutdown(Shutdown how) {
        return endpoint.begin(PowerActions.shutdown(id, how, endpoint.operationDeadline()));
    }

    @Override
    public Operation<Effect> powerOff() {
        return endpoint.begin(PowerActions.powerOff(id, Set.of()));
    }

    @Override
    public Operation<Effect> powerOff(Loss accepted) {
        return endpoint.begin(PowerActions.powerOff(id, Set.of(accepted)));
    }

    @Override
    public Operation<Effect> pause() {
        return endpoint.begin(PowerActions.pause(id));
    }

    @Override
    public Operation<Effect> resume() {
        return endpoint.begin(PowerActions.resume(id));
    }

    @Override
    public Operation<Effect> suspend() {
        return endpoint.begin(PowerActions.suspend(id));
    }

    @Override
    public Operation<Effect> reboot() {
        return endpoint.begin(PowerActions.reboot(id));
    }

    @Override
    public Operation<Effect> reset() {
        return endpoint.begin(PowerActions.reset(id));
    }

    @Override
    public Operation<Deleted> delete(Deletion how) {
        return endpoint.begin(DeletionAction.delete(id, how));
    }

    @Override
    public Operation<Reconfigured> reconfigure(GuestChange change) {
        return endpoint.begin(ConfigurationActions.reconfigure(id, change));
    }

    @Override
    public Operation<Effect> autostart(boolean withHost) {
        return endpoint.begin(ConfigurationActions.autostart(id, withHost));
    }

    @Override
    public Operation<Effect> adopt() {
        return endpoint.begin(ConfigurationActions.adopt(id));
    }

    @Override
    public GuestDisks disks() {
        return new CoreDisks(endpoint, id);
    }

    @Override
    public GuestNics nics() {
        return new CoreNics(endpoint, id);
    }

    @Override
    public GuestSnapshots snapshots() {
        return new CoreSnapshots(endpoint, id);
    }

    @Override
    public Operation<Guest> cloneAs(CloneSpec spec) {
        return new MappedOperation<>(
                endpoint.begin(CreationActions.cloneOf(id, spec, Optional.empty())), endpoint::guest);
    }

    @Override
    public Operation<Guest> cloneAs(CloneSpec spec, CreationKey key) {
        return new MappedOperation<>(
                endpoint.begin(CreationActions.cloneOf(id, spec, Optional.of(key))), endpoint::guest);
    }

    @Override
    public Operation<TemplateId> makeTemplate(GuestName name) {
        return endpoint.begin(CreationActions.makeTemplate(id, name, CreationKey.fresh()));
    }

    @Override
    public Operation<Guest> migrate(Migration where) {
        Endpoint there = where.target().map(Host::endpoint).orElse(endpoint);
        return new MappedOperation<>(endpoint.begin(MigrationAction.migrate(id, where)), there::guest);
    }

    @Override
    public Console console() {
        Work work = reading(Verb.CONSOLE);
        work.guard(Verb.CONSOLE, work.requireGuest(id), Set.of());
        Consoles.Line line =
                work.read((driver, call) -> work.facet(Consoles.class).open(id, call));
        return new CoreConsole(line, work.failures(), endpoint.state());
    }

    @Override
    public void awaitReady(Readiness how, Duration patience) {
        new ReadyWait(this, endpoint.state()).await(how, patience);
    }

    Work reading(Verb verb) {
        return endpoint.reading(verb, Optional.of(endpoint.state().describe(id)));
    }

    private Guest scoped(Scope scope) {
        return new CoreGuest(new CoreEndpoint(endpoint.state(), scope), id);
    }

    @Override
    public String toString() {
        return "Guest[" + id + " on " + endpoint.name() + "]";
    }
}
