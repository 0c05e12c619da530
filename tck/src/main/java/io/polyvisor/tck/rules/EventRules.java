package io.polyvisor.tck.rules;

import static io.polyvisor.tck.Expect.expect;

import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.GuestEvent;
import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.memory.faults.Mishap;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.PowerState;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Events are levels: now X, last seen Y, with numbers, and a gap where something may have been missed. */
final class EventRules {
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final Duration NEVER = Duration.ofHours(12);

    private EventRules() {}

    static void write(RuleBook book) {
        levels(book);
        order(book);
        gaps(book);
        sources(book);
    }

    private static void levels(RuleBook book) {
        book.must(1, "A subscriber is first told every guest as it is now.")
                .in(Profile.EVENTS)
                .because("Between listing and listening a guest can change: nobody writes that loop right by hand.")
                .lookAt("what is told at the beginning of a subscription.")
                .check(EventRules::beginsWithEverything);
        book.must(
                        2,
                        "A change of power state is told with the state now and the state that this subscriber was told last.")
                .in(Profile.EVENTS)
                .because(
                        "Natural events are edges with vendor reasons: one reboot is three events on libvirt, and a start is RESUMED before STARTED.")
                .lookAt("what is remembered per subscriber.")
                .check(EventRules::nowAndLastSeen);
        book.must(3, "A guest that is made is told, and one that is deleted is told as gone.")
                .in(Profile.EVENTS)
                .because(
                        "libvirt 0.5.4 delivers no UNDEFINED at the source of a move; pollers never notice a deletion.")
                .lookAt("levels whose guest is gone.")
                .check(EventRules::comingAndGoing);
        book.must(4, "When all is quiet, the last level of each guest equals its observation.")
                .in(Profile.EVENTS)
                .because("Edges can be lost; the latest state must not.")
                .lookAt("whether something is told that was not observed.")
                .check(EventRules::latestStateIsTold);
    }

    private static void beginsWithEverything(TckContext tck) {
        Guest off = tck.off();
        Guest running = tck.running();
        try (EventWatch watch = EventWatch.of(tck.connect(options -> options.pollEvery(OFTEN)))) {
            awaitState(tck, watch, off, PowerState.OFF);
            awaitState(tck, watch, running, PowerState.RUNNING);
            expectFirst(watch, off, PowerState.OFF);
            expectFirst(watch, running, PowerState.RUNNING);
        }
    }

    private static void expectFirst(EventWatch watch, Guest guest, PowerState state) {
        GuestEvent.Level first = watch.levels(guest.id()).get(0);
        expect("what was last seen at the beginning", first.lastSeen()).is(Optional.empty());
        expect(
                        "the state that is told first",
                        first.now().map(view -> view.power().state()))
                .is(Optional.of(state));
    }

    private static void nowAndLastSeen(TckContext tck) {
        Guest guest = tck.off();
        try (EventWatch watch = EventWatch.of(tck.connect(options -> options.pollEvery(OFTEN)))) {
            awaitState(tck, watch, guest, PowerState.OFF);
            tck.done(guest.start());
            awaitState(tck, watch, guest, PowerState.RUNNING);
            List<GuestEvent.Level> levels = watch.levels(guest.id());
            for (int i = 1; i < levels.size(); i++) {
                expect("what was last seen", levels.get(i).lastSeen())
                        .is(levels.get(i - 1).now());
            }
        }
    }

    private static void comingAndGoing(TckContext tck) {
        try (EventWatch watch = EventWatch.of(tck.connect(options -> options.pollEvery(OFTEN)))) {
            Guest guest = tck.off();
            awaitState(tck, watch, guest, PowerState.OFF);
            tck.done(guest.delete(Deletion.withOwnedVolumes()));
            tck.eventually("the deletion is told", () -> watch.last(guest.id()).equals(Optional.of(Optional.empty())));
        }
    }

    private static void latestStateIsTold(TckContext tck) {
        Guest guest = tck.off();
        try (EventWatch watch = EventWatch.of(tck.connect(options -> options.pollEvery(OFTEN)))) {
            for (int i = 0; i < 3; i++) {
                tck.done(guest.start());
                tck.done(guest.powerOff());
            }
            tck.done(guest.start());
            GuestView now = guest.view();
            tck.eventually(
                    "the last level equals the observation",
                    () -> watch.last(guest.id())
                            .flatMap(last -> last)
                            .map(GuestView::summary)
                            .equals(Optional.of(now.summary())));
        }
    }

    private static void order(RuleBook book) {
        book.must(5, "Events of a subscription are numbered from 1 without a hole.")
                .in(Profile.EVENTS)
                .because("Without numbers nobody can tell a quiet hour from a lost one.")
                .lookAt("the numbering of a subscription.")
                .check(EventRules::numbered);
        book.must(6, "A subscription that was cancelled is told nothing more.")
                .in(Profile.EVENTS)
                .because(
                        "Listeners that outlive their owners leak what they hold; libvirt's must be removed before the connection is closed.")
                .lookAt("what becomes of a feed when it is cancelled.")
                .check(EventRules::cancelledIsQuiet);
    }

    private static void numbered(TckContext tck) {
        Guest guest = tck.off();
        try (EventWatch watch = EventWatch.of(tck.connect(options -> options.pollEvery(OFTEN)))) {
            tck.done(guest.start());
            awaitState(tck, watch, guest, PowerState.RUNNING);
            List<GuestEvent> told = watch.told();
            for (int i = 0; i < told.size(); i++) {
                expect("the number of an event", told.get(i).sequence()).is(i + 1L);
            }
        }
    }

    private static void cancelledIsQuiet(TckContext tck) {
        Guest guest = tck.off();
        Endpoint endpoint = tck.connect(options -> options.pollEvery(OFTEN));
        EventWatch cancelled = EventWatch.of(endpoint);
        try (EventWatch other = EventWatch.of(endpoint)) {
            awaitState(tck, cancelled, guest, PowerState.OFF);
            cancelled.close();
            tck.done(guest.start());
            awaitState(tck, other, guest, PowerState.RUNNING);
            expect("what the cancelled subscription was told last", state(cancelled, guest))
                    .is(Optional.of(PowerState.OFF));
        }
    }

    private static void gaps(RuleBook book) {
        book.must(
                        7,
                        "A subscriber that takes nothing for a while holds up nobody, and is told the latest levels when it goes on.")
                .in(Profile.EVENTS)
                .because("vic#3995: watchers of one shared collector truncated each other's updates.")
                .lookAt("the bounded buffer of a subscription.")
                .check(EventRules::slowSubscriber);
        book.must(8, "After the endpoint did not answer for a while, a gap is told and then the right levels.")
                .in(Profile.EVENTS)
                .because(
                        "When libvirtd dies its callbacks die with it, silently but for one close event; XAPI says EVENTS_LOST.")
                .lookAt("resynchronisation after a failure.")
                .check(EventRules::silenceIsAGap);
        book.must(9, "After the daemon was killed and came back, a gap is told and then the right levels.")
                .in(Profile.EVENTS)
                .needs(Capability.EVENTS_PUSHED)
                .needs(Feature.DAEMON_FAULTS)
                .because("Guests live on while the daemon is down: what they did meanwhile was told to nobody.")
                .lookAt("how the driver notices that its connection died, and registers again.")
                .check(EventRules::daemonComesBack);
    }

    private static void slowSubscriber(TckContext tck) {
        Guest guest = tck.off();
        Endpoint endpoint = tck.connect(options -> options.pollEvery(OFTEN));
        try (EventWatch slow = EventWatch.of(endpoint, 1);
                EventWatch quick = EventWatch.of(endpoint)) {
            tck.eventually(
                    "the slow subscriber is told something", () -> !slow.told().isEmpty());
            for (int i = 0; i < 6; i++) {
                tck.done(guest.start());
                awaitState(tck, quick, guest, PowerState.RUNNING);
                tck.done(guest.powerOff());
                awaitState(tck, quick, guest, PowerState.OFF);
            }
            expect("how much the slow subscriber was told", slow.told().size()).is(1);
            tck.done(guest.start());
            slow.request(Long.MAX_VALUE);
            awaitState(tck, slow, guest, PowerState.RUNNING);
        }
    }

    private static void silenceIsAGap(TckContext tck) {
        Guest guest = tck.off();
        try (EventWatch watch = EventWatch.of(tck.connect(options -> options.pollEvery(OFTEN)))) {
            awaitState(tck, watch, guest, PowerState.OFF);
            tck.done(guest.start());
            awaitState(tck, watch, guest, PowerState.RUNNING);
            FaultRule silence =
                    tck.edge().strike(FaultRule.every("Driver.observe|Driver.inventory", Mishap.UNREACHABLE));
            tck.brought(guest, Guest::powerOff);
            tck.awaitStruck(silence);
            tck.edge().calm();
            tck.eventually("a gap is told", watch::sawGap);
            awaitState(tck, watch, guest, PowerState.OFF);
        }
    }

    private static void daemonComesBack(TckContext tck) {
        Guest guest = tck.running();
        try (EventWatch watch = EventWatch.of(tck.connect(options -> options.pollEvery(OFTEN)))) {
            awaitState(tck, watch, guest, PowerState.RUNNING);
            tck.environment().faultDoor().get().kill();
            tck.environment().faultDoor().get().restart();
            tck.eventually("the guest is observed again", () -> ErrorRules.isRunning(guest));
            tck.done(guest.powerOff());
            tck.eventually("a gap is told", watch::sawGap);
            awaitState(tck, watch, guest, PowerState.OFF);
        }
    }

    private static void sources(RuleBook book) {
        book.must(10, "An endpoint that declares EVENTS_PUSHED tells of a change without polling.")
                .in(Profile.EVENTS)
                .needs(Capability.EVENTS_PUSHED)
                .because("cloudstack#8437: an event loop that was initialised and never run.")
                .lookAt("the driver's listen, and the loop that delivers its callbacks.")
                .check(EventRules::pushed);
        book.must(11, "What a second client does to a guest is told like what we do ourselves.")
                .in(Profile.EVENTS)
                .needs(Feature.FOREIGN_CLIENT)
                .because("People use virsh beside us; an event stream of our own calls only is a diary.")
                .lookAt("whether events come from the hypervisor or from our own operations.")
                .check(EventRules::othersAreTold);
    }

    private static void pushed(TckContext tck) {
        Guest guest = tck.off();
        try (EventWatch watch = EventWatch.of(tck.connect(options -> options.pollEvery(NEVER)))) {
            awaitState(tck, watch, guest, PowerState.OFF);
            tck.done(guest.start());
            awaitState(tck, watch, guest, PowerState.RUNNING);
        }
    }

    private static void othersAreTold(TckContext tck) {
        GuestId foreign = tck.foreign();
        Guest guest = tck.endpoint().guest(foreign);
        try (EventWatch watch = EventWatch.of(tck.connect(options -> options.pollEvery(OFTEN)))) {
            awaitState(tck, watch, guest, PowerState.OFF);
            tck.environment().foreignClient().get().start(foreign);
            awaitState(tck, watch, guest, PowerState.RUNNING);
            tck.environment().foreignClient().get().powerOff(foreign);
            awaitState(tck, watch, guest, PowerState.OFF);
        }
    }

    private static void awaitState(TckContext tck, EventWatch watch, Guest guest, PowerState state) {
        tck.eventually(
                "guest " + guest.id() + " is told as " + state,
                () -> state(watch, guest).equals(Optional.of(state)));
    }

    private static Optional<PowerState> state(EventWatch watch, Guest guest) {
        Optional<GuestView> last = watch.last(guest.id()).flatMap(view -> view);
        return last.map(view -> view.power().state());
    }
}
