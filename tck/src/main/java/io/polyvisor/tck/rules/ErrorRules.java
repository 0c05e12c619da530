package io.polyvisor.tck.rules;

import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectKind;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.error.RetryAdvice;
import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.memory.faults.Mishap;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.tck.FaultDoor;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import io.polyvisor.tck.TckTarget;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Failures say what, where, whether it took effect, and what to do. */
final class ErrorRules {

    private ErrorRules() {}

    static void write(RuleBook book) {
        sentences(book);
        kinds(book);
        connections(book);
    }

    private static void sentences(RuleBook book) {
        book.must(1, "A failure's message names the verb, the object and the endpoint, and a refusal's remedy.")
                .because(
                        "libvirt-java has one exception for everything; yavijava wraps all as 'Exception in WSClient.invoke'.")
                .lookAt("how failures are put into words.")
                .check(ErrorRules::messageNamesAll);
        book.must(2, "What the hypervisor said is kept untouched beside the kind.")
                .because(
                        "docker-java#699 dropped the error in its timeout variant; support asks for the vendor's own words.")
                .lookAt("the native error on its way from driver to exception.")
                .check(ErrorRules::nativeErrorIsKept);
        book.must(
                        3,
                        "A refusal that only a change can help advises NEVER to retry, busy and unreachable advise LATER, and UNKNOWN advises AFTER_RECONCILE.")
                .because(
                        "A retry loop needs to tell 'not found' from 'busy', and libvirt's code 55 means both 'wrong state' and 'busy'.")
                .lookAt("the advice per kind.")
                .check(ErrorRules::adviceFitsKind);
    }

    private static void messageNamesAll(TckContext tck) {
        Guest guest = tck.running();
        PolyvisorException failure = tck.refuses(
                ErrorKind.INVALID_STATE, () -> guest.delete(io.polyvisor.model.Deletion.withOwnedVolumes()));
        expect("the message", failure.getMessage()).has("delete");
        String message = String.valueOf(failure.getMessage());
        boolean named = message.contains(guest.id().value())
                || message.contains(DeletionRules.nameOf(guest).value());
        expectThat(named, "the message names the guest", message);
        expect("the message", failure.getMessage()).has(guest.endpoint().name());
        expect("the message", failure.getMessage()).has("power it off");
        expectThat(String.valueOf(failure.getMessage()).lines().count() == 1, "the message is one line", failure);
    }

    private static void nativeErrorIsKept(TckContext tck) {
        Guest guest = tck.off();
        tck.edge().strike(FaultRule.first(Verb.START, Mishap.DENIED));
        PolyvisorException failure = expectKind(tck.fails(guest::start), ErrorKind.DENIED);
        expectThat(failure.nativeError().isPresent(), "the native error is kept", failure);
        expectThat(failure.getCause() != null, "the cause is kept", failure);
        expect("the outcome", failure.outcome()).is(Outcome.NOT_APPLIED);
        tck.expectPower(guest, PowerState.OFF);
    }

    private static void adviceFitsKind(TckContext tck) {
        Guest guest = tck.off();
        expect(
                        "the advice for NOT_FOUND",
                        advice(tck, tck.endpoint().guest(io.polyvisor.model.GuestId.of("pvtck-none"))))
                .is(RetryAdvice.NEVER);
        tck.edge().strike(FaultRule.first(Verb.START, Mishap.BUSY_ONCE));
        expect("the advice for BUSY", advice(tck, guest)).is(RetryAdvice.LATER);
        tck.edge().strike(FaultRule.first(Verb.START, Mishap.NO_SPACE));
        expect("the advice for INSUFFICIENT_CAPACITY", advice(tck, guest)).is(RetryAdvice.LATER);
    }

    private static RetryAdvice advice(TckContext tck, Guest guest) {
        return tck.fails(guest::start).retry();
    }

    private static void kinds(RuleBook book) {
        book.must(
                        4,
                        "A driver that breaks is a BACKEND_FAULT with its cause kept, not an exception of a kind that nobody expects.")
                .because(
                        "libvirt-java indexes a table by the hypervisor's state: a new state is an ArrayIndexOutOfBoundsException in old clients.")
                .lookAt("what catches exceptions around driver calls.")
                .check(ErrorRules::brokenDriver);
        book.must(
                        5,
                        "Credentials that the endpoint refuses are AUTHENTICATION_FAILED, and no message, text or stack trace holds the secret.")
                .needs(Feature.WRONG_ACCESS)
                .because("yavijava#28 swallowed InvalidLogin; its transport logs every SOAP body, login included.")
                .lookAt("the driver's table of native errors, and every toString on the way.")
                .check(ErrorRules::wrongCredentials);
        book.must(6, "An address where nobody answers is UNREACHABLE within the connect deadline.")
                .needs(Feature.DEAD_ADDRESS)
                .because("yavijava's default timeouts are infinite.")
                .lookAt("how the driver's open keeps its call's deadline.")
                .check(ErrorRules::deadAddress);
    }

    private static void brokenDriver(TckContext tck) {
        Guest guest = tck.off();
        IllegalStateException broken = new IllegalStateException("the driver broke on purpose");
        tck.edge().answer("Driver.start", () -> {
            throw broken;
        });
        PolyvisorException failure = tck.fails(guest::start);
        tck.edge().calm();
        expectKind(failure, ErrorKind.BACKEND_FAULT);
        expectThat(causes(failure).contains(broken), "the cause is kept", causes(failure));
        tck.expectPower(guest, PowerState.OFF);
    }

    private static java.util.List<Throwable> causes(Throwable failure) {
        java.util.List<Throwable> all = new java.util.ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.add(cause);
        }
        return all;
    }

    private static void wrongCredentials(TckContext tck) {
        TckTarget target = tck.environment().refusedTarget().get();
        Access wrong = target.access();
        PolyvisorException failure = InventoryRules.failure(() -> tck.connect(target, options -> options));
        expectKind(failure, ErrorKind.AUTHENTICATION_FAILED);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        String secret = new String(wrong.password());
        expectThat(
                secret.isEmpty() || !(trace + wrong.toString()).contains(secret),
                "no text holds the secret",
                "one does");
    }

    private static void deadAddress(TckContext tck) {
        TckTarget target =
                tck.environment().target().at(tck.environment().deadAddress().get());
        PolyvisorException failure = InventoryRules.failure(() -> tck.connect(target, options -> options));
        expectKind(failure, ErrorKind.UNREACHABLE);
    }

    private static void connections(RuleBook book) {
        book.must(7, "After the connection broke, the next call opens it again.")
                .because("govmomi#224 and #2347: long jobs end with the session that they began in.")
                .lookAt("who owns the connection, and what notices that it died.")
                .check(ErrorRules::nextCallReconnects);
        book.must(8, "After the daemon was killed and came back, the same endpoint and the same handles work.")
                .needs(Feature.DAEMON_FAULTS)
                .because("libvirt connections do not come back by themselves: isConnected() still says yes.")
                .lookAt("the driver's session: liveness and renewal.")
                .check(ErrorRules::daemonComesBack);
        book.must(
                        9,
                        "An endpoint that was closed refuses every call as UNREACHABLE at once, and closing it again does nothing.")
                .because("A call on a closed libvirt connection aborts the JVM when it is unlucky.")
                .lookAt("the gate between close and calls.")
                .check(ErrorRules::closedRefuses);
    }

    private static void nextCallReconnects(TckContext tck) {
        Guest guest = tck.off();
        tck.edge().strike(FaultRule.first("Driver.observe", Mishap.UNREACHABLE).times(2));
        PolyvisorException failure = tck.fails(guest::start);
        expectKind(failure, ErrorKind.UNREACHABLE);
        expect("the outcome", failure.outcome()).is(Outcome.NOT_APPLIED);
        tck.edge().calm();
        PowerRules.applied(tck, guest, Guest::start, PowerState.RUNNING);
    }

    private static void daemonComesBack(TckContext tck) {
        Guest guest = tck.running();
        FaultDoor door = tck.environment().faultDoor().get();
        door.kill();
        door.restart();
        tck.eventually("the guest is observed again", () -> isRunning(guest));
        PowerRules.applied(tck, guest, Guest::powerOff, PowerState.OFF);
    }

    static boolean isRunning(Guest guest) {
        try {
            return guest.view().power().is(PowerState.RUNNING);
        } catch (PolyvisorException failure) {
            expectKind(failure, ErrorKind.UNREACHABLE);
            return false;
        }
    }

    private static void closedRefuses(TckContext tck) {
        Guest guest = tck.off();
        Endpoint endpoint = tck.connect(options -> options);
        Guest seen = endpoint.guest(guest.id());
        endpoint.close();
        endpoint.close();
        expectKind(InventoryRules.failure(seen::view), ErrorKind.UNREACHABLE);
        expectKind(tck.fails(seen::start), ErrorKind.UNREACHABLE);
        tck.expectPower(guest, PowerState.OFF);
    }
}
