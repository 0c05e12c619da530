package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.OFF;
import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectKind;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions.Limits;
import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.memory.faults.Mishap;
import io.polyvisor.model.Effect;
import io.polyvisor.model.Health;
import io.polyvisor.tck.FaultDoor;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nothing is without a deadline, and what hangs harms nobody else. */
final class DeadlineRules {
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Limits NARROW = new Limits(2, 1, 1, 4, 3, 6, 2);

    private DeadlineRules() {}

    static void write(RuleBook book) {
        deadlines(book);
        lanes(book);
        limits(book);
    }

    private static void deadlines(RuleBook book) {
        book.must(
                        1,
                        "An operation whose call hangs ends soon after its own deadline, as DEADLINE_EXCEEDED with outcome UNKNOWN or what an observation proved.")
                .because(
                        "resource-agents#385, collectd#2037, cloudstack#2890: libvirt calls that block for ever take their caller along.")
                .lookAt("the lane in which the call runs, and what ends the wait.")
                .check(DeadlineRules::hangingOperation);
        book.must(
                        2,
                        "A read whose call hangs fails as DEADLINE_EXCEEDED soon after its deadline, with outcome NOT_APPLIED.")
                .because("prometheus-libvirt-exporter#58: one guest's lock hangs the metrics of the whole host.")
                .lookAt("the read deadline.")
                .check(DeadlineRules::hangingRead);
        book.must(3, "Awaiting with a patience bounds only the waiter: the operation goes on and comes to its end.")
                .because(
                        "Two clocks that are one make either clients that wait for ever or operations that die with their page.")
                .lookAt("await(patience).")
                .check(DeadlineRules::waiterIsBounded);
        book.must(4, "A guest's call that hangs does not keep operations on other guests from ending.")
                .because("One sick guest must not make a host unmanageable.")
                .lookAt("lanes and the per-guest order.")
                .check(DeadlineRules::othersGoOn);
    }

    private static void hangingOperation(TckContext tck) {
        Guest guest = tck.off();
        Guest own = tck.connect(options -> options).guest(guest.id());
        tck.edge().strike(FaultRule.every("Driver.start", Mishap.HANG));
        long began = System.nanoTime();
        Operation<Effect> start = own.within(SHORT).start();
        PolyvisorException failure = InventoryRules.failure(() -> start.await(SHORT.plus(LATE)));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        expectKind(failure, ErrorKind.DEADLINE_EXCEEDED);
        expectThat(took.compareTo(SHORT.plus(LATE)) < 0, "the operation ends soon after " + SHORT, took);
        expectThat(failure.outcome() != Outcome.APPLIED, "a start that hangs is not told as APPLIED", failure);
        expect("the health meanwhile", own.endpoint().health().state()).is(Health.State.IMPAIRED);
        tck.edge().calm();
        tck.eventually(
                "the call that hung comes back", () -> own.endpoint().health().abandonedLanes() == 0);
    }

    private static void hangingRead(TckContext tck) {
        Endpoint endpoint = tck.connect(options -> options);
        tck.edge().strike(FaultRule.every("Driver.inventory", Mishap.HANG));
        long began = System.nanoTime();
        PolyvisorException failure =
                InventoryRules.failure(() -> endpoint.within(SHORT).inventory());
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        expectKind(failure, ErrorKind.DEADLINE_EXCEEDED);
        expect("the outcome", failure.outcome()).is(Outcome.NOT_APPLIED);
        expectThat(took.compareTo(SHORT.plus(LATE)) < 0, "the read ends soon after " + SHORT, took);
    }

    private static void waiterIsBounded(TckContext tck) {
        Guest guest = tck.off();
        FaultRule hanging = tck.hang("Driver.start");
        Operation<Effect> start = guest.start();
        expect("what a short wait comes to", start.await(Duration.ofMillis(50))).is(Optional.empty());
        expect("whether the operation ended", start.done()).is(false);
        tck.awaitStruck(hanging);
        tck.edge().calm();
        expect("the effect", tck.done(start)).is(Effect.APPLIED);
        tck.expectPower(guest, RUNNING);
    }

    private static void othersGoOn(TckContext tck) {
        Guest stuck = tck.off();
        Guest other = tck.off();
        Endpoint endpoint = tck.connect(options -> options);
        FaultRule hanging = tck.hang("Driver.start");
        Operation<Effect> first = endpoint.guest(stuck.id()).start();
        tck.awaitStruck(hanging);
        PowerRules.applied(tck, endpoint.guest(other.id()), Guest::start, RUNNING);
        expect("whether the hanging one ended", first.done()).is(false);
        tck.edge().calm();
        tck.done(first);
    }

    private static void lanes(RuleBook book) {
        book.must(
                        5,
                        "After as many abandoned calls as the limit says, an endpoint refuses at once, says so in its health, and recovers when they come back.")
                .because(
                        "Threads that pile up behind a dead daemon take the whole service down; nothing tells which daemon it was.")
                .lookAt("the count of abandoned lanes.")
                .check(DeadlineRules::refusesWhenStuck);
        book.must(
                        6,
                        "An endpoint whose daemon hangs keeps its deadlines, other endpoints do not notice, and it recovers when the daemon goes on.")
                .needs(Feature.DAEMON_FAULTS)
                .because(
                        "A SIGSTOPped or swapping libvirtd neither answers nor closes: keep-alive and patience are ours.")
                .lookAt("the driver's transport: does it block a lane, or the whole process?")
                .check(DeadlineRules::frozenDaemon);
        book.must(7, "Closing waits for operations under way at most its patience, and tells whether they had ended.")
                .because("A service that shuts down must not hang in somebody's native call.")
                .lookAt("how close drains.")
                .check(DeadlineRules::closeDrains);
    }

    private static void refusesWhenStuck(TckContext tck) {
        Guest guest = tck.off();
        Endpoint endpoint = tck.connect(options -> options.limits(NARROW));
        tck.edge().strike(FaultRule.every("Driver.inventory", Mishap.HANG));
        for (int i = 0; i < NARROW.abandonedLanes(); i++) {
            InventoryRules.failure(() -> endpoint.within(SHORT).inventory());
        }
        expect("the health", endpoint.health().state()).is(Health.State.REFUSING);
        expect("the calls that hang", endpoint.health().stuckCalls().size()).is(NARROW.abandonedLanes());
        long began = System.nanoTime();
        expectKind(InventoryRules.failure(() -> endpoint.guest(guest.id()).view()), ErrorKind.UNREACHABLE);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        expectThat(took.compareTo(SHORT.plus(LATE)) < 0, "it refuses at once", took);
        tck.edge().calm();
        tck.eventually("the endpoint is well again", () -> endpoint.health().state() == Health.State.WELL);
        expect("the guest", endpoint.guest(guest.id()).view().power().state()).is(OFF);
    }

    private static void frozenDaemon(TckContext tck) {
        Guest guest = tck.off();
        Endpoint endpoint = tck.connect(options -> options);
        FaultDoor door = tck.environment().faultDoor().get();
        tck.afterwards("the daemon goes on", door::thaw);
        door.freeze();
        long began = System.nanoTime();
        PolyvisorException failure = InventoryRules.failure(
                () -> endpoint.guest(guest.id()).within(SHORT).view());
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        boolean right = failure.kind() == ErrorKind.DEADLINE_EXCEEDED || failure.kind() == ErrorKind.UNREACHABLE;
        expectThat(right, "a frozen daemon is DEADLINE_EXCEEDED or UNREACHABLE", failure);
        expectThat(took.compareTo(SHORT.plus(LATE)) < 0, "the read ends soon after " + SHORT, took);
        door.thaw();
        tck.eventually("the guest is observed again", () -> observable(endpoint.guest(guest.id())));
    }

    private static boolean observable(Guest guest) {
        try {
            return guest.view().power().is(OFF);
        } catch (PolyvisorException failure) {
            return false;
        }
    }

    private static void closeDrains(TckContext tck) {
        Guest guest = tck.off();
        Endpoint endpoint = tck.connect(options -> options);
        FaultRule hanging = tck.hang("Driver.start");
        Operation<Effect> start = endpoint.guest(guest.id()).start();
        tck.awaitStruck(hanging);
        expect("whether all had ended", endpoint.close(Duration.ofMillis(200))).is(false);
        tck.edge().calm();
        tck.eventually("the operation comes to an end", start::done);
        expect("the health", endpoint.health().state()).is(Health.State.CLOSED);
        expect("whether all have ended", endpoint.close(tck.patience())).is(true);
    }

    private static void limits(RuleBook book) {
        book.must(
                        8,
                        "At most as many starts are under way on one host as the limit says, and the others wait their turn and end well.")
                .because("A boot storm after a power cut takes down the storage that everybody waits for.")
                .lookAt("the slots per host and sort of verb.")
                .check(DeadlineRules::startsAreLimited);
        book.must(9, "What exceeds the queue of an endpoint is refused as BUSY with outcome NOT_APPLIED.")
                .because("An unbounded queue is a memory leak with a delay.")
                .lookAt("the bounded queue of operations.")
                .check(DeadlineRules::queueIsBounded);
    }

    private static void startsAreLimited(TckContext tck) {
        List<Guest> guests = List.of(tck.off(), tck.off(), tck.off(), tck.off());
        Endpoint endpoint = tck.connect(options -> options.limits(new Limits(2, 1, 1, 16, 64, 16, 4)));
        tck.edge().forget();
        tck.edge()
                .strike(FaultRule.first("Driver.start", Mishap.DELAY)
                        .times(FaultRule.ALWAYS)
                        .by(Duration.ofMillis(50)));
        List<Operation<Effect>> starts = new ArrayList<>();
        guests.forEach(guest -> starts.add(endpoint.guest(guest.id()).start()));
        starts.forEach(start -> expect("the effect", tck.done(start)).is(Effect.APPLIED));
        boolean oneHost =
                guests.stream().map(guest -> guest.view().host()).distinct().count() == 1;
        if (oneHost) {
            expectThat(
                    tck.edge().mostStartsAtOnce() <= 2,
                    "at most 2 starts at once",
                    tck.edge().mostStartsAtOnce());
        } else {
            tck.note("the guests lie on several hosts: the limit per host was not checked");
        }
    }

    private static void queueIsBounded(TckContext tck) {
        Guest guest = tck.off();
        Endpoint endpoint = tck.connect(options -> options.limits(NARROW));
        Guest seen = endpoint.guest(guest.id());
        tck.edge().forget();
        FaultRule hanging = tck.hang("Driver.start");
        List<Operation<Effect>> accepted = new ArrayList<>();
        accepted.add(seen.start());
        tck.awaitStruck(hanging);
        for (int i = 1; i < NARROW.queue(); i++) {
            accepted.add(seen.start());
        }
        PolyvisorException failure = tck.fails(seen::start);
        expectKind(failure, ErrorKind.BUSY);
        expect("the outcome", failure.outcome()).is(Outcome.NOT_APPLIED);
        tck.edge().calm();
        accepted.forEach(tck::done);
        expect("how often start was sent", tck.edge().count("Driver.start")).is(1);
        expectThat(endpoint.health().queued() == 0, "the queue is empty again", endpoint.health());
    }
}
