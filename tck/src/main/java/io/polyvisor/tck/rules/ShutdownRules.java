package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.OFF;
import static io.polyvisor.model.PowerState.PAUSED;
import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.model.Shutdown.gracefully;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectKind;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Effect;
import io.polyvisor.model.Verb;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.time.Duration;

/** Asking a guest to shut down, and what becomes of a request that nobody answers. */
final class ShutdownRules {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(5);

    private ShutdownRules() {}

    static void write(RuleBook book) {
        answered(book);
        unanswered(book);
    }

    private static void answered(RuleBook book) {
        book.must(
                        20,
                        "Shutting down a guest that listens comes to APPLIED when the guest is OFF, not when the request was sent.")
                .needs(Capability.GRACEFUL_SHUTDOWN)
                .needs(Feature.READY_GUEST)
                .because("libvirt's and vSphere's calls return at once and XAPI's waits up to 1,200 s for the guest.")
                .lookAt("whether the guest got the request (its console tells), then whether observe sees it OFF.")
                .check(tck ->
                        PowerRules.applied(tck, tck.ready(), guest -> guest.shutdown(gracefully(tck.patience())), OFF));
        book.must(21, "Shutting down a guest that is OFF comes to UNCHANGED, and nothing is sent.")
                .needs(Capability.GRACEFUL_SHUTDOWN)
                .because("libvirt, XAPI and vSphere each refuse it with an error of their own.")
                .lookAt("whether observe says OFF.")
                .check(tck -> PowerRules.unchanged(tck, tck.off(), guest -> guest.shutdown(gracefully(SHORT)), OFF));
        book.must(22, "Shutting down a guest that is PAUSED is refused as INVALID_STATE naming resume.")
                .in(Profile.SUSPEND)
                .needs(Capability.GRACEFUL_SHUTDOWN, Capability.PAUSE)
                .because(
                        "A paused guest cannot hear the request: libvirt refuses, others wait for an answer that cannot come.")
                .lookAt("the transition table's PAUSED column.")
                .check(tck -> PowerRules.refused(
                        tck, tck.paused(), guest -> guest.shutdown(gracefully(SHORT)), "resume", PAUSED));
    }

    private static void unanswered(RuleBook book) {
        book.must(
                        23,
                        "A shutdown whose patience runs out fails as DEADLINE_EXCEEDED with outcome UNKNOWN, and the guest's power is not taken.")
                .needs(Capability.GRACEFUL_SHUTDOWN)
                .needs(Feature.DEAF_GUEST)
                .because(
                        "A request cannot be recalled; vzctl stop and XAPI's VM.shutdown turn to killing on their own, libcloud's stop_node is a power off on vSphere.")
                .lookAt("whether the driver's requestShutdown escalates.")
                .check(ShutdownRules::patienceRunsOut);
        book.must(
                        24,
                        "A shutdown request that was not answered shows among the guest's current operations, and start is refused as BUSY meanwhile.")
                .needs(Capability.GRACEFUL_SHUTDOWN)
                .needs(Feature.DEAF_GUEST)
                .because(
                        "The request may still be obeyed minutes later and would take down what was started in between.")
                .lookAt("how requests that are open are remembered and laid over observations.")
                .check(ShutdownRules::requestStands);
        book.must(25, "A shutdown that spells out thenPowerOff leaves a guest that ignores it OFF.")
                .needs(Capability.GRACEFUL_SHUTDOWN)
                .needs(Feature.DEAF_GUEST)
                .because(
                        "libvirt and vSphere only ask, vzctl and XAPI's VM.shutdown kill on their own: what comes after the patience must be said by the caller.")
                .lookAt("the driver's powerOff of a guest that goes down already.")
                .check(tck -> PowerRules.applied(
                        tck,
                        tck.deaf(),
                        guest -> guest.shutdown(gracefully(SHORT).thenPowerOff()),
                        OFF));
        book.must(26, "A power off overtakes a shutdown that waits for the guest, and both end with the guest OFF.")
                .needs(Capability.GRACEFUL_SHUTDOWN)
                .needs(Feature.DEAF_GUEST)
                .because("An operator who waits five minutes for a hung guest must be able to change their mind.")
                .lookAt("the per-guest order of operations: does POWER_OFF wait its turn?")
                .check(ShutdownRules::powerOffOvertakes);
    }

    private static void patienceRunsOut(TckContext tck) {
        Guest guest = tck.deaf();
        PolyvisorException failure = tck.fails(() -> guest.shutdown(gracefully(SHORT)));
        expectKind(failure, ErrorKind.DEADLINE_EXCEEDED);
        expect("the outcome", failure.outcome()).is(Outcome.UNKNOWN);
        tck.expectPower(guest, RUNNING);
    }

    private static void requestStands(TckContext tck) {
        Guest guest = tck.deaf();
        tck.fails(() -> guest.shutdown(gracefully(SHORT)));
        boolean shows = guest.view().requireDetails().currentOperations().stream()
                .anyMatch(operation ->
                        operation.verb().filter(Verb.SHUTDOWN::equals).isPresent());
        expectThat(
                shows,
                "the open request is a current operation",
                guest.view().requireDetails().currentOperations());
        expect("what start meets", tck.fails(guest::start).kind()).is(ErrorKind.BUSY);
        expect("the effect of power off", tck.done(guest.powerOff())).is(Effect.APPLIED);
        expect("the effect of start afterwards", tck.done(guest.start())).is(Effect.APPLIED);
    }

    private static void powerOffOvertakes(TckContext tck) {
        Guest guest = tck.deaf();
        Operation<Effect> shutdown = guest.shutdown(gracefully(LONG));
        tck.eventually("the shutdown request was sent", () -> tck.edge().count("Driver.requestShutdown") > 0);
        long began = System.nanoTime();
        expect("the effect of power off", tck.done(guest.powerOff())).is(Effect.APPLIED);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        expectThat(took.compareTo(LONG.dividedBy(2)) < 0, "power off does not wait for the shutdown", took);
        tck.done(shutdown);
        tck.expectPower(guest, OFF);
    }
}
