package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.OFF;
import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectKind;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Console;
import io.polyvisor.Guest;
import io.polyvisor.Readiness;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.Capability;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.GuestInsider;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The serial console: for people and for scripts; and being ready. */
final class ConsoleRules {
    private static final Duration MOMENT = Duration.ofMillis(300);

    private ConsoleRules() {}

    static void write(RuleBook book) {
        talking(book);
        ending(book);
        readiness(book);
    }

    private static void talking(RuleBook book) {
        book.must(1, "What is typed on the console reaches the guest, and what the guest answers comes back.")
                .in(Profile.CONSOLE)
                .needs(Capability.CONSOLE_SERIAL)
                .needs(Feature.READY_GUEST)
                .because(
                        "A requirement of the source documents that the central service could not meet; libvirt-java does not bind the call.")
                .lookAt("the driver's open, and the guest's getty on the serial line.")
                .check(ConsoleRules::answers);
        book.must(2, "What came after an expected text is kept for the next reader.")
                .in(Profile.CONSOLE)
                .needs(Capability.CONSOLE_SERIAL)
                .needs(Feature.READY_GUEST)
                .because(
                        "A chunk boundary is not a line boundary; scripts that lose the rest hang one time in a hundred.")
                .lookAt("what expect keeps.")
                .check(ConsoleRules::restIsKept);
        book.must(
                        3,
                        "A read on a silent console returns 0 when its patience ends, and an expected text that does not come fails as DEADLINE_EXCEEDED quoting it.")
                .in(Profile.CONSOLE)
                .needs(Capability.CONSOLE_SERIAL)
                .needs(Feature.READY_GUEST)
                .because("libvirt's blocking stream read hangs for ever beside another call on the same connection.")
                .lookAt("whether the driver's stream is non-blocking.")
                .check(ConsoleRules::silence);
        book.must(4, "Bytes arrive whole and in order: a kilobyte that the guest echoes comes back as it was sent.")
                .in(Profile.CONSOLE)
                .needs(Capability.CONSOLE_SERIAL)
                .needs(Feature.READY_GUEST)
                .because("Streams that drop or reorder show in long outputs only.")
                .lookAt("the driver's buffers.")
                .check(ConsoleRules::wholeAndInOrder);
    }

    private static void answers(TckContext tck) {
        Guest guest = tck.ready();
        String said = tck.inside(guest, (in, console, patience) -> in.echo(console, "polyvisor", patience));
        expect("what the guest printed", said).is("polyvisor");
    }

    private static void restIsKept(TckContext tck) {
        Guest guest = tck.ready();
        tck.inside(guest, (in, console, patience) -> {
            console.sendLine("echo one-two-three");
            // First comes the terminal's echo of what was typed; a late prompt may stand in the middle of it.
            tck.note("echoed: " + console.expect("three", patience));
            console.expect("one-", patience);
            String rest = console.expect("three", patience);
            expect("what came after the expected text", rest).is("two-three");
            return true;
        });
    }

    private static void silence(TckContext tck) {
        Guest guest = tck.ready();
        tck.inside(guest, (in, console, patience) -> {
            byte[] buffer = new byte[4096];
            tck.eventually("the console falls silent", () -> console.read(buffer, MOMENT) == 0);
            PolyvisorException failure = InventoryRules.failure(() -> console.expect("never printed", MOMENT));
            expectKind(failure, ErrorKind.DEADLINE_EXCEEDED);
            expect("the message", failure.getMessage()).has("never printed");
            return true;
        });
    }

    private static void wholeAndInOrder(TckContext tck) {
        Guest guest = tck.ready();
        tck.inside(guest, (in, console, patience) -> {
            for (int i = 0; i < 25; i++) {
                String word = "ab-cd-ef-gh-ij-kl-mn-op-qr-st-uv-wx-yz-" + i;
                expect("what the guest printed", in.echo(console, word, patience))
                        .is(word);
            }
            return true;
        });
    }

    private static void ending(RuleBook book) {
        book.must(
                        5,
                        "A console that is open when the guest is powered off comes to its end, and reading it does not hang.")
                .in(Profile.CONSOLE)
                .needs(Capability.CONSOLE_SERIAL)
                .because(
                        "libvirt ends the stream with the guest's process; an end that reads as silence makes readers wait for ever.")
                .lookAt("what the driver's line does when the stream breaks.")
                .check(ConsoleRules::endsWithGuest);
        book.must(6, "The console of a guest that is OFF is refused as INVALID_STATE naming start.")
                .in(Profile.CONSOLE)
                .needs(Capability.CONSOLE_SERIAL)
                .because("libvirt says 'domain is not running', XAPI has no console record: one refusal for both.")
                .lookAt("the transition table's console row.")
                .check(tck -> {
                    Guest guest = tck.off();
                    PolyvisorException failure = InventoryRules.failure(guest::console);
                    expectKind(failure, ErrorKind.INVALID_STATE);
                    expect("the refusal", failure.getMessage()).has("start");
                });
        book.must(7, "Closing a console leaves the guest as it is, and it can be opened again.")
                .in(Profile.CONSOLE)
                .needs(Capability.CONSOLE_SERIAL)
                .because("A connection that is not ended blocks the next one, or leaves a stream that nobody reads.")
                .lookAt("the driver's close of a line, and the flag that takes a line over.")
                .check(ConsoleRules::closesAndOpens);
    }

    private static void endsWithGuest(TckContext tck) {
        Guest guest = tck.running();
        try (Console console = guest.console()) {
            tck.done(guest.powerOff());
            byte[] buffer = new byte[4096];
            tck.eventually("the console comes to its end", () -> console.read(buffer, MOMENT) < 0);
        }
        tck.expectPower(guest, OFF);
    }

    private static void closesAndOpens(TckContext tck) {
        Guest guest = tck.running();
        for (int i = 0; i < 3; i++) {
            Console console = guest.console();
            console.write("x".getBytes(StandardCharsets.US_ASCII));
            console.close();
            console.close();
        }
        guest.console().close();
        tck.expectPower(guest, RUNNING);
    }

    private static void readiness(RuleBook book) {
        book.must(
                        8,
                        "awaitReady for console text returns when the guest has printed it, and fails as DEADLINE_EXCEEDED when it does not in time.")
                .in(Profile.CONSOLE)
                .needs(Capability.CONSOLE_SERIAL)
                .needs(Feature.READY_GUEST)
                .because("Waiting for an address waits for ever on a guest that has no agent and no lease.")
                .lookAt("whether the console was opened before the text was printed.")
                .check(ConsoleRules::readyByText);
        book.must(9, "A guest whose agent is up shows it CONNECTED, and awaitReady for the agent returns.")
                .in(Profile.CONSOLE)
                .needs(Capability.AGENT)
                .needs(Feature.READY_GUEST)
                .because(
                        "vSphere's toolsRunningStatus, XAPI's PV drivers and QEMU's channel state are three answers to one question.")
                .lookAt("the agent's channel in the guest, and the driver's reader of its state.")
                .check(ConsoleRules::readyByAgent);
        book.must(10, "Addresses of a guest name their source, and a guest that is OFF has none that is known.")
                .in(Profile.CONSOLE)
                .needs(Capability.ADDRESSES)
                .needs(Feature.READY_GUEST)
                .because("libcloud#788 reads the caller's own ARP table; an old lease is taken for an address.")
                .lookAt("the driver's reader of addresses.")
                .check(ConsoleRules::addressesNameTheirSource);
    }

    private static void readyByText(TckContext tck) {
        Guest guest = tck.ready();
        GuestInsider insider = tck.environment().insider().get();
        tck.done(guest.powerOff());
        tck.done(guest.start());
        guest.awaitReady(Readiness.consoleText(insider.readyText()), tck.patience());
        PolyvisorException failure = InventoryRules.failure(() -> {
            guest.awaitReady(Readiness.consoleText("never printed"), MOMENT);
            return "ready";
        });
        expectKind(failure, ErrorKind.DEADLINE_EXCEEDED);
    }

    private static void readyByAgent(TckContext tck) {
        Guest guest = tck.ready();
        guest.awaitReady(Readiness.agent(), tck.patience());
        expect("the agent", guest.view().requireDetails().agent()).is(AgentState.CONNECTED);
        Guest off = tck.off();
        expect("the agent of a guest that is off", off.view().requireDetails().agent())
                .is(AgentState.NONE);
    }

    private static void addressesNameTheirSource(TckContext tck) {
        Guest off = tck.off();
        Optional<List<io.polyvisor.model.Address>> none =
                off.view().requireDetails().addresses();
        expectThat(none.isEmpty() || none.get().isEmpty(), "a guest that is off has no known address", none);
        Guest guest = tck.ready();
        guest.view()
                .requireDetails()
                .addresses()
                .ifPresentOrElse(
                        known -> tck.note("addresses: " + known),
                        () -> tck.note("the ready guest's addresses are unknown"));
    }
}
