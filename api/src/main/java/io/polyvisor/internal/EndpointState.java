package io.polyvisor.internal;

import io.polyvisor.EndpointOptions;
import io.polyvisor.error.Fault;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.TimeSource;
import io.polyvisor.spi.TransitionTable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all handles of one endpoint share. Beside the driver and its lanes it knows the two things about guests that no observation
 * tells: shutdown requests that nobody answered yet, and where guests moved.
 */
final class EndpointState {
    private final EndpointUri uri;
    private final Driver driver;
    private final EndpointOptions options;
    private final TimeSource time;
    private final Lanes lanes;
    private final Guard guard;
    private final OperationRunner runner;
    private final EventHub events;
    private final Slots slots;
    private final Set<GuestId> askedToShutDown = ConcurrentHashMap.newKeySet();
    private final Map<GuestId, String> moved = new ConcurrentHashMap<>();
    private final Map<GuestId, GuestName> names = new ConcurrentHashMap<>();

    EndpointState(EndpointUri uri, Driver driver, EndpointOptions options, TimeSource time, TransitionTable table) {
        this.uri = uri;
        this.driver = driver;
        this.options = options;
        this.time = time;
        this.lanes =
                new Lanes(name(), options.limits().lanes(), options.limits().abandonedLanes());
        this.guard = new Guard(table.without(driver.subtractions()), driver.capabilities(), options.mode());
        this.runner = new OperationRunner(this);
        this.events = new EventHub(this);
        this.slots = new Slots(options.limits());
    }

    EndpointUri uri() {
        return uri;
    }

    String name() {
        return options.name().orElseGet(uri::toString);
    }

    Driver driver() {
        return driver;
    }

    EndpointOptions options() {
        return options;
    }

    TimeSource time() {
        return time;
    }

    Lanes lanes() {
        return lanes;
    }

    Guard guard() {
        return guard;
    }

    OperationRunner runner() {
        return runner;
    }

    Slots slots() {
        return slots;
    }

    EventHub events() {
        return events;
    }

    /** A read's dealings with this endpoint. */
    Work reading(Verb verb, Optional<String> object, Scope scope) {
        Deadline deadline = Deadline.in(scope.deadline().orElse(options.readDeadline()), time);
        return new Work(
                this, deadline, deadline.remaining(), new Failures(name(), verb, object), progress -> {}, call -> {});
    }

    /** The same, with that much time. */
    Work reading(Verb verb, Optional<String> object, Duration patience) {
        return reading(verb, object, Scope.STANDARD.within(patience));
    }

    /** A guest in words: by its name when one was seen, since people know it by that. */
    String describe(GuestId guest) {
        GuestName name = names.get(guest);
        return "guest " + (name == null ? guest.value() : name.value());
    }

    void seen(GuestId guest, GuestName name) {
        names.put(guest, name);
    }

    void gone(GuestId guest) {
        names.remove(guest);
        shutdownAnswered(guest);
    }

    void shutdownRequested(GuestId guest) {
        askedToShutDown.add(guest);
    }

    void shutdownAnswered(GuestId guest) {
        askedToShutDown.remove(guest);
    }

    void movedTo(GuestId guest, String place) {
        moved.put(guest, place);
    }

    /** A guest came, or came back, under that id. */
    void arrived(GuestId guest) {
        moved.remove(guest);
    }

    PolyvisorException notFound(Failures failures, GuestId guest) {
        return failures.refused(new Fault.NotFound(describe(guest), Optional.ofNullable(moved.get(guest))));
    }

    boolean hasMoved(GuestId guest) {
        return moved.containsKey(guest);
    }

    /** What is known beside the hypervisor, laid over an observation: a request that cannot be recalled is a current operation. */
    GuestView overlaid(GuestView seen) {
        if (!askedToShutDown.contains(seen.id())) {
            return seen;
        }
        if (seen.power().is(PowerState.OFF)) {
            shutdownAnswered(seen.id());
            return seen;
        }
        return plus(
                seen,
                Set.of(new CurrentOperation(
                        Optional.of(Verb.SHUTDOWN), "a shutdown that was requested", Optional.empty())));
    }

    /** The same for users, who also see the operations of ours that are under way. */
    GuestView overlaidForUsers(GuestView seen) {
        return plus(overlaid(seen), runner.underWay(seen.id()));
    }

    private static GuestView plus(GuestView seen, Set<CurrentOperation> more) {
        if (more.isEmpty() || seen.details().isEmpty()) {
            return seen;
        }
        GuestDetails old = seen.requireDetails();
        Set<CurrentOperation> all = new LinkedHashSet<>(old.currentOperations());
        all.addAll(more);
        return seen.withDetails(Optional.of(new GuestDetails(
                old.mark(),
                old.description(),
                old.maxVcpus(),
                old.maxMemory(),
                old.disks(),
                old.nics(),
                old.bootOrder(),
                old.agent(),
                old.addresses(),
                all,
                old.blockedBy(),
                old.pending())));
    }
}
