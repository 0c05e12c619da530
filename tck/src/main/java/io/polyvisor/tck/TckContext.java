package io.polyvisor.tck;

import static io.polyvisor.tck.Expect.expect;

import io.polyvisor.Console;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Fleet;
import io.polyvisor.Guest;
import io.polyvisor.Host;
import io.polyvisor.Operation;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.memory.faults.Mishap;
import io.polyvisor.model.AccessMode;
import io.polyvisor.model.Capability;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a rule works with: situations to begin from, ways to wait, and what it may break. Everything that is made through it is removed
 * after the rule.
 *
 * <p>For one rule, on one thread; {@link #done} and the makers may be used from threads that the rule starts.
 */
public final class TckContext {
    /** With what the names of everything begin that the TCK makes. */
    public static final String PREFIX = "pvtck-";

    private final TckSession session;
    private final Ledger ledger = new Ledger();
    private final List<String> notes = new ArrayList<>();
    private final int mischiefBefore;

    TckContext(TckSession session) {
        this.session = session;
        this.mischiefBefore = session.edge().mischief();
    }

    /** The surroundings. */
    public TckEnvironment environment() {
        return session.environment();
    }

    /** All endpoints that are connected now. */
    public Fleet fleet() {
        return session.core().fleet();
    }

    /** The line between core and driver. */
    public DriverEdge edge() {
        return session.edge();
    }

    /** The endpoint under test, opened OWNED, shared with other rules. */
    public Endpoint endpoint() {
        return session.endpoint();
    }

    /** A connection of the rule's own to the endpoint under test, for what it may wear out. */
    public Endpoint connect(UnaryOperator<EndpointOptions> differently) {
        return connect(environment().target(), differently);
    }

    /** A connection of the rule's own in that mode. */
    public Endpoint connect(AccessMode mode) {
        return connect(options -> options.mode(mode));
    }

    /** A connection of the rule's own to something else. */
    public Endpoint connect(TckTarget target, UnaryOperator<EndpointOptions> differently) {
        Endpoint opened =
                session.connect(target, differently.apply(environment().options()));
        ledger.owes("connection to " + target.uri(), () -> opened.close(Duration.ofSeconds(2)));
        return session.variation().endpoint(opened);
    }

    /** A name that nobody has. */
    public GuestName freshName() {
        return session.freshName();
    }

    /** The spec of the cheap guest under a fresh name. */
    public GuestSpec.Builder spec() {
        return environment().cheapGuest(freshName());
    }

    /** Makes a guest by the endpoint under test; for rules about making. */
    public Guest make(GuestSpec spec) {
        return make(endpoint(), spec);
    }

    /** A guest of that spec, OFF, to begin from. What rules begin from comes about past the edge, so that only the rule is tested. */
    public Guest given(GuestSpec spec) {
        return seen(owned(done(session.direct().create(spec))));
    }

    /** Makes a guest through another endpoint. */
    public Guest make(Endpoint through, GuestSpec spec) {
        return owned(done(through.create(spec)));
    }

    /** Enters a guest into the ledger. */
    public Guest owned(Guest guest) {
        GuestId id = guest.id();
        EndpointUri where = guest.endpoint().uri();
        ledger.owes("guest " + id, () -> session.remove(where, id));
        return guest;
    }

    /** A cheap guest, OFF. */
    public Guest off() {
        return given(spec().build());
    }

    /** A cheap guest, RUNNING. */
    public Guest running() {
        return in(PowerState.RUNNING);
    }

    /** A cheap guest, PAUSED. Needs PAUSE. */
    public Guest paused() {
        return in(PowerState.PAUSED);
    }

    /** A cheap guest, SUSPENDED. Needs SUSPEND. */
    public Guest suspended() {
        return in(PowerState.SUSPENDED);
    }

    /** The guest, brought into another state past the edge. */
    public Guest brought(Guest guest, Function<Guest, Operation<?>> verb) {
        done(verb.apply(session.direct().guest(guest.id())));
        return guest;
    }

    private Guest seen(Guest made) {
        return endpoint().guest(made.id());
    }

    /** A cheap guest in that state; OFF, RUNNING, PAUSED or SUSPENDED. */
    public Guest in(PowerState state) {
        return brought(off(), state);
    }

    /** A guest that is OFF, brought into that state past the edge. */
    public Guest brought(Guest guest, PowerState state) {
        return switch (state) {
            case OFF -> guest;
            case RUNNING -> brought(guest, Guest::start);
            case PAUSED -> brought(brought(guest, Guest::start), Guest::pause);
            case SUSPENDED -> brought(brought(guest, Guest::start), Guest::suspend);
            case CRASHED, UNKNOWN -> throw new IllegalArgumentException("no rule can bring about " + state);
        };
    }

    /** The states into which rules can bring a guest here. */
    public List<PowerState> reachableStates() {
        List<PowerState> states = new ArrayList<>(List.of(PowerState.OFF, PowerState.RUNNING));
        if (provides(Capability.PAUSE)) {
            states.add(PowerState.PAUSED);
        }
        if (provides(Capability.SUSPEND)) {
            states.add(PowerState.SUSPENDED);
        }
        return states;
    }

    /** A guest that ignores requests, RUNNING. Needs a deaf guest. */
    public Guest deaf() {
        return brought(given(environment().deafGuest(freshName()).get().build()), Guest::start);
    }

    /** The guest with an operating system, RUNNING, with somebody logged in. Shared with other rules. */
    public Guest ready() {
        return seen(session.readyGuests().running());
    }

    /** The rule leaves the guest with an operating system in a state that others must not see. */
    public void spoilReady() {
        session.readyGuests().discard();
    }

    /** Whether the endpoint declares a capability. */
    public boolean provides(Capability capability) {
        return session.capabilities().provides(capability);
    }

    /** The id of a volume that does not exist yet, which the ledger removes. Needs a storage. */
    public VolumeId freshVolumeId() {
        return owned(missingVolumeId());
    }

    /** The id of a volume that nobody has and nobody makes. Needs a storage. */
    public VolumeId missingVolumeId() {
        String key = environment().volumeKey(freshName().value());
        return new VolumeId(environment().storage().get(), key);
    }

    /** Enters a volume into the ledger. */
    public VolumeId owned(VolumeId volume) {
        ledger.owes("volume " + volume, () -> done(session.direct().volumes().delete(volume)));
        return volume;
    }

    /** Makes a small volume, which the ledger removes. Needs a storage. */
    public VolumeId volume() {
        VolumeId id = freshVolumeId();
        done(session.direct().volumes().create(VolumeSpec.thin(id, Memory.mib(8))));
        return id;
    }

    /** Enters a template into the ledger. */
    public TemplateId owned(TemplateId template) {
        ledger.owes(
                "template " + template, () -> done(session.direct().templates().delete(template)));
        return template;
    }

    /** A guest of somebody else. Needs a second client. */
    public GuestId foreign() {
        ForeignClient client = environment().foreignClient().get();
        GuestId made = client.make(freshName());
        ledger.owes("foreign guest " + made, () -> client.remove(made));
        return made;
    }

    /** Another host to which the guest can move, at this or another endpoint. Needs a second host. */
    public Host otherHost(Guest guest) {
        Optional<TckTarget> peer = environment().peer().optional();
        if (peer.isPresent()) {
            return connect(peer.get(), options -> options).hosts().get(0);
        }
        Optional<io.polyvisor.model.HostId> here = guest.view().host();
        return endpoint().hosts().stream()
                .filter(host -> !here.equals(Optional.of(host.id())))
                .findFirst()
                .orElseThrow(() -> new EnvironmentFault("there is no other host", null));
    }

    /** Runs that after the rule, whatever comes of it. */
    public void afterwards(String what, Runnable undo) {
        ledger.owes(what, undo);
    }

    /** Waits until an operation ends well; a violation when it does not end in the harness's time. */
    public <T> T done(Operation<T> operation) {
        return operation
                .await(patience())
                .orElseThrow(() -> new RuleViolation(
                        operation.verb().words() + " of " + operation.object() + " ends",
                        "it goes on after " + patience()));
    }

    /** Expects that a verb fails; returns how. */
    public PolyvisorException fails(Supplier<Operation<?>> verb) {
        try {
            Object came = done(verb.get());
            throw new RuleViolation("the verb fails", "it came to " + came);
        } catch (PolyvisorException failure) {
            return failure;
        }
    }

    /** Expects that a verb is refused with that kind, that nothing was sent, and that it says so; returns how. */
    public PolyvisorException refuses(ErrorKind kind, Supplier<Operation<?>> verb) {
        edge().forget();
        PolyvisorException failure = fails(verb);
        Expect.expectKind(failure, kind);
        Expect.expectNotApplied(failure);
        expect("what was sent although it was refused", edge().mutatingCalls()).is(List.of());
        return failure;
    }

    /** Expects a power state, by the guest's own view and, where there is a witness, by the witness. */
    public void expectPower(Guest guest, PowerState state) {
        expect("the power state of " + guest.id(), guest.view().power().state()).is(state);
        witness(guest.endpoint())
                .ifPresent(witness -> expect(
                                "the power state of " + guest.id() + " in the eyes of " + witness.name(),
                                witness.power(guest.id()))
                        .is(Optional.of(state)));
    }

    /** Expects that there is no such guest, by the endpoint and by the witness. */
    public void expectGone(Guest guest, GuestName name) {
        expect("the names of guests", names(guest.endpoint())).hasNo(name);
        witness(guest.endpoint())
                .ifPresent(
                        witness -> expect("the names of guests in the eyes of " + witness.name(), witness.guestNames())
                                .hasNo(name.value()));
    }

    /** The names of all guests of an endpoint. */
    public static Set<GuestName> names(Endpoint endpoint) {
        Set<GuestName> names = new java.util.TreeSet<>();
        endpoint.inventory().guests().forEach(guest -> names.add(guest.name()));
        return names;
    }

    /** From now on the next such call hangs, until {@link DriverEdge#calm}. */
    public FaultRule hang(String call) {
        return edge().strike(FaultRule.first(call, Mishap.HANG));
    }

    /** Waits until a fault struck. */
    public void awaitStruck(FaultRule fault) {
        eventually(fault.calls() + " met " + fault.mishap(), () -> edge().strikes(fault));
    }

    /** Waits until something is so; a violation when it does not come to be so. */
    public void eventually(String what, BooleanSupplier so) {
        if (!session.patience().until(so)) {
            throw new RuleViolation(what, "it was not so within " + patience());
        }
    }

    /** Waits until something is there; a violation when it does not come. */
    public <T> T eventuallyPresent(String what, Supplier<Optional<T>> look) {
        return session.patience()
                .untilPresent(look)
                .orElseThrow(() -> new RuleViolation(what, "it did not come within " + patience()));
    }

    /** How long the harness waits for anything that works at all. */
    public Duration patience() {
        return session.patience().whole();
    }

    /** Talks on the console of the guest with an operating system, at a prompt. */
    public <T> T inside(Guest ready, InsideTalk<T> talk) {
        try (Console console = ready.console()) {
            GuestInsider insider = environment().insider().get();
            insider.enter(console, patience());
            return talk.with(insider, console, patience());
        }
    }

    /** A talk with a guest. */
    @FunctionalInterface
    public interface InsideTalk<T> {
        /** Says something and hears something. */
        T with(GuestInsider insider, Console console, Duration patience);
    }

    /** The guest as it is once nothing of ours is going on with it. */
    public GuestView quiet(Guest guest) {
        return eventuallyPresent(
                "nothing is going on with guest " + guest.id(),
                () -> Optional.of(guest.view())
                        .filter(view ->
                                view.requireDetails().currentOperations().isEmpty()));
    }

    /** Puts something into the report beside the verdict. */
    public void note(String text) {
        notes.add(text);
    }

    /** Whether the rule itself let something go wrong between core and driver. */
    boolean madeMischief() {
        return edge().mischief() > mischiefBefore;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    List<String> settle() {
        edge().calm();
        return ledger.settle();
    }

    private Optional<Witness> witness(Endpoint endpoint) {
        return endpoint.uri().equals(environment().target().uri())
                ? environment().witness().optional()
                : Optional.empty();
    }
}
