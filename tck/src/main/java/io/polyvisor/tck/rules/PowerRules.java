package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.OFF;
import static io.polyvisor.model.PowerState.PAUSED;
import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Effect;
import io.polyvisor.model.Permission;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Answer;
import io.polyvisor.spi.TransitionTable;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.util.List;
import java.util.function.Function;

/** Start, power off, pause, resume, reboot, reset, and the table that decides which of them is let through. */
final class PowerRules {
    private static final List<Simple> SIMPLE = List.of(
            new Simple(Verb.START, Guest::start),
            new Simple(Verb.POWER_OFF, Guest::powerOff),
            new Simple(Verb.PAUSE, Guest::pause),
            new Simple(Verb.RESUME, Guest::resume),
            new Simple(Verb.SUSPEND, Guest::suspend),
            new Simple(Verb.REBOOT, Guest::reboot),
            new Simple(Verb.RESET, Guest::reset));

    private PowerRules() {}

    static void write(RuleBook book) {
        starting(book);
        poweringOff(book);
        pausing(book);
        rebooting(book);
        order(book);
        table(book);
    }

    private static void starting(RuleBook book) {
        book.must(1, "Starting a guest that is OFF comes to APPLIED, and the guest is RUNNING when the operation ends.")
                .because(
                        "vSphere and XAPI answer with a task, libvirt before its events arrive: a return is not the state.")
                .lookAt(
                        "the driver's start: does it return when the hypervisor runs the guest, and does observe read the live state?")
                .check(PowerRules::startRuns);
        book.must(2, "Starting a guest that is RUNNING comes to UNCHANGED, and nothing is sent.")
                .because(
                        "libvirt answers code 55, vzctl exits with 32, vSphere fails inside the task; scripts that repeat a start break on three of four.")
                .lookAt("the driver's observe: is RUNNING read while the guest runs?")
                .check(tck -> unchanged(tck, tck.running(), Guest::start, RUNNING));
        book.must(
                        3,
                        "Starting a guest that is PAUSED is refused as INVALID_STATE naming resume, and the guest stays PAUSED.")
                .in(Profile.SUSPEND)
                .needs(Capability.PAUSE)
                .because("libvirt answers 'already active' for a paused guest, which reads like 'it runs'.")
                .lookAt("whether observe tells PAUSED from RUNNING.")
                .check(tck -> refused(tck, tck.paused(), Guest::start, "resume", PAUSED));
    }

    private static void startRuns(TckContext tck) {
        Guest guest = tck.off();
        expect("the effect of start", tck.done(guest.start())).is(Effect.APPLIED);
        tck.expectPower(guest, RUNNING);
    }

    private static void poweringOff(RuleBook book) {
        book.must(4, "Powering off a guest that is RUNNING comes to APPLIED, and the guest is OFF and still defined.")
                .because("libcloud's destroy_node powers off on libvirt and deletes the guest on vSphere.")
                .lookAt("the driver's powerOff, and whether the guest was made persistent.")
                .check(tck -> applied(tck, tck.running(), Guest::powerOff, OFF));
        book.must(5, "Powering off a guest that is OFF comes to UNCHANGED, and nothing is sent.")
                .because(
                        "vzctl stop of a stopped container exits 0, libvirt's destroy fails, vSphere raises InvalidPowerState.")
                .lookAt("whether observe says OFF for a guest that was never started.")
                .check(tck -> unchanged(tck, tck.off(), Guest::powerOff, OFF));
        book.must(6, "Powering off a guest that is PAUSED comes to APPLIED, and the guest is OFF.")
                .in(Profile.SUSPEND)
                .needs(Capability.PAUSE)
                .because("A paused guest cannot answer, so whatever asks it first hangs.")
                .lookAt("whether the driver's powerOff asks the guest before it takes its power.")
                .check(tck -> applied(tck, tck.paused(), Guest::powerOff, OFF));
    }

    private static void pausing(RuleBook book) {
        book.must(7, "Pausing a guest that is RUNNING comes to APPLIED, and the guest is PAUSED.")
                .in(Profile.SUSPEND)
                .needs(Capability.PAUSE)
                .because("What libvirt calls suspend is a pause, what vSphere calls suspend goes to disk.")
                .lookAt("which native call the driver's pause makes.")
                .check(tck -> applied(tck, tck.running(), Guest::pause, PAUSED));
        book.must(8, "Pausing a guest that is PAUSED comes to UNCHANGED, and nothing is sent.")
                .in(Profile.SUSPEND)
                .needs(Capability.PAUSE)
                .because("QEMU takes a second pause without a word, XAPI answers VM_BAD_POWER_STATE.")
                .lookAt("whether observe tells PAUSED.")
                .check(tck -> unchanged(tck, tck.paused(), Guest::pause, PAUSED));
        book.must(9, "Resuming a guest that is PAUSED comes to APPLIED, and the guest is RUNNING.")
                .in(Profile.SUSPEND)
                .needs(Capability.PAUSE)
                .because("libvirt resumes from memory and from disk by different calls; one verb must choose.")
                .lookAt("the driver's unpause.")
                .check(tck -> applied(tck, tck.paused(), Guest::resume, RUNNING));
        book.must(10, "Resuming a guest that is RUNNING comes to UNCHANGED, and nothing is sent.")
                .in(Profile.SUSPEND)
                .needs(Capability.PAUSE)
                .because("libvirt refuses it with code 55, which also means 'wrong state' and 'busy'.")
                .lookAt("whether observe says RUNNING.")
                .check(tck -> unchanged(tck, tck.running(), Guest::resume, RUNNING));
        book.must(11, "Pausing or resuming a guest that is OFF is refused as INVALID_STATE naming start.")
                .in(Profile.SUSPEND)
                .needs(Capability.PAUSE)
                .because("A refusal that does not say what to do sends people to the hypervisor's own tools.")
                .lookAt("the transition table's OFF column.")
                .check(tck -> {
                    Guest guest = tck.off();
                    refused(tck, guest, Guest::pause, "start", OFF);
                    refused(tck, guest, Guest::resume, "start", OFF);
                });
    }

    private static void rebooting(RuleBook book) {
        book.must(12, "A guest that is asked to reboot boots again without having been deleted or left OFF.")
                .needs(Capability.REBOOT, Capability.CONSOLE_SERIAL)
                .needs(Feature.READY_GUEST)
                .because(
                        "libcloud's reboot_node is a guest reboot on two drivers, a hard reset on another, and False when the guest is off; vzctl's restart is a stop and a start.")
                .lookAt("the guest's ACPI or agent path, and the console's text while it reboots.")
                .check(PowerRules::rebootBootsAgain);
        book.must(13, "Resetting a guest that is RUNNING leaves it RUNNING, with its memory gone.")
                .needs(Capability.RESET, Capability.CONSOLE_SERIAL)
                .needs(Feature.READY_GUEST)
                .because(
                        "XAPI's hard reboot makes a new virtual machine process, QEMU's reset keeps it: both must come up again.")
                .lookAt("whether the driver's reset is the hypervisor's reset and not a power off.")
                .check(PowerRules::resetForgetsMemory);
        book.must(14, "Rebooting or resetting a guest that is PAUSED is refused as INVALID_STATE naming resume.")
                .in(Profile.SUSPEND)
                .needs(Capability.PAUSE, Capability.REBOOT, Capability.RESET)
                .because("QEMU accepts both while paused and stays paused; XAPI ends RUNNING: two meanings, so none.")
                .lookAt("the transition table's PAUSED column and the driver's subtractions.")
                .check(tck -> {
                    Guest guest = tck.paused();
                    refused(tck, guest, Guest::reboot, "resume", PAUSED);
                    refused(tck, guest, Guest::reset, "resume", PAUSED);
                });
    }

    private static void rebootBootsAgain(TckContext tck) {
        Guest guest = tck.ready();
        tck.inside(guest, (in, console, patience) -> {
            in.remember(console, "before", patience);
            tck.done(guest.reboot());
            console.expect(in.readyText(), patience);
            in.enter(console, patience);
            expect("what memory kept over a reboot", in.recall(console, patience))
                    .is("");
            return true;
        });
        tck.expectPower(guest, RUNNING);
    }

    private static void resetForgetsMemory(TckContext tck) {
        Guest guest = tck.ready();
        tck.inside(guest, (in, console, patience) -> {
            in.remember(console, "before", patience);
            tck.done(guest.reset());
            console.expect(in.readyText(), patience);
            in.enter(console, patience);
            expect("what memory kept over a reset", in.recall(console, patience))
                    .is("");
            return true;
        });
        tck.expectPower(guest, RUNNING);
    }

    private static void order(RuleBook book) {
        book.must(
                        15,
                        "Operations on one guest take effect in the order of their calls, also when nobody waits between them.")
                .because(
                        "An endpoint has many threads; terraform-provider-libvirt#1348 shows what races between a start and a stop look like.")
                .lookAt("the order key of operations, and drivers that return before the hypervisor acted.")
                .check(PowerRules::inOrder);
    }

    private static void inOrder(TckContext tck) {
        Guest guest = tck.off();
        var first = guest.start();
        var second = guest.powerOff();
        var third = guest.start();
        var last = guest.powerOff();
        List<Effect> effects = List.of(tck.done(first), tck.done(second), tck.done(third), tck.done(last));
        expect("the effects of start, power off, start, power off", effects)
                .is(List.of(Effect.APPLIED, Effect.APPLIED, Effect.APPLIED, Effect.APPLIED));
        tck.expectPower(guest, OFF);
    }

    private static void table(RuleBook book) {
        book.must(
                        16,
                        "For every verb and every state that can be reached, may() answers what the transition table less the driver's subtractions says.")
                .because(
                        "Nova's hand-kept matrix calls pause missing and unpause complete for one driver: a table nobody runs drifts.")
                .lookAt("the cell that the message names: docs/transitions.md and the driver's subtractions.")
                .check(tck -> tck.reachableStates().forEach(state -> tableHolds(tck, state)));
        book.must(
                        17,
                        "A verb that may() refuses is refused with the same obstacle and remedy, and what it allows is not refused for its state.")
                .because(
                        "XAPI computes allowed_operations apart from the calls themselves; two places can disagree, one cannot.")
                .lookAt("whether may() and the call use the same guard.")
                .check(tck -> tck.reachableStates().forEach(state -> mayAndCallAgree(tck, state)));
    }

    private static void tableHolds(TckContext tck, PowerState state) {
        Guest guest = tck.in(state);
        tck.expectPower(guest, state);
        TransitionTable table = TransitionTable.common().without(tck.edge().subtractions());
        for (Verb verb : Verb.values()) {
            if (verb.actsOnGuest()) {
                cellHolds(tck, verb, state, table.answer(verb, state), guest.may(verb));
            }
        }
    }

    private static void cellHolds(TckContext tck, Verb verb, PowerState state, Answer cell, Permission permission) {
        String what = verb + " of a guest that is " + state;
        if (cell instanceof Answer.Refused refusal) {
            expectThat(
                    permission instanceof Permission.Refused, what + " is refused: " + refusal.obstacle(), permission);
            return;
        }
        boolean absent = permission instanceof Permission.Refused refused
                && tck.endpoint().capabilities().absent().keySet().stream()
                        .anyMatch(lacking -> refused.obstacle().contains(lacking.words()));
        expectThat(permission.granted() || absent, what + " is allowed", permission);
    }

    private static void mayAndCallAgree(TckContext tck, PowerState state) {
        Guest guest = tck.in(state);
        for (Simple simple : SIMPLE) {
            if (guest.may(simple.verb) instanceof Permission.Refused refused) {
                PolyvisorException failure = tck.fails(() -> simple.call.apply(guest));
                expect(
                                "the refusal of " + simple.verb + " in " + state,
                                failure.fault().message())
                        .has(refused.obstacle());
            } else {
                boolean passes = guest.check(simple.call)
                        .refusal()
                        .filter(why -> why.kind() == ErrorKind.INVALID_STATE
                                && !why.fault().message().contains("Loss"))
                        .isEmpty();
                expectThat(
                        passes,
                        simple.verb + " in " + state + " is allowed by may() and by its check",
                        guest.check(simple.call));
            }
        }
        tck.expectPower(guest, state);
    }

    /** A verb that needs nothing but the guest. */
    private record Simple(Verb verb, Function<Guest, Operation<?>> call) {}

    static void applied(TckContext tck, Guest guest, Function<Guest, Operation<Effect>> verb, PowerState state) {
        expect("the effect", tck.done(verb.apply(guest))).is(Effect.APPLIED);
        tck.expectPower(guest, state);
    }

    static void unchanged(TckContext tck, Guest guest, Function<Guest, Operation<Effect>> verb, PowerState state) {
        tck.edge().forget();
        expect("the effect", tck.done(verb.apply(guest))).is(Effect.UNCHANGED);
        expect("what was sent", tck.edge().mutatingCalls()).is(List.of());
        tck.expectPower(guest, state);
    }

    static void refused(
            TckContext tck, Guest guest, Function<Guest, Operation<Effect>> verb, String remedy, PowerState state) {
        PolyvisorException failure = tck.refuses(ErrorKind.INVALID_STATE, () -> verb.apply(guest));
        expect("the refusal", failure.getMessage()).has(remedy);
        tck.expectPower(guest, state);
    }
}
