package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.OFF;
import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Check;
import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.AccessMode;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.Verb;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asking what a verb would meet, without doing it. */
final class CheckRules {

    private CheckRules() {}

    static void write(RuleBook book) {
        book.must(
                        1,
                        "The check of a verb sends nothing that changes anything, whatever it answers, and leaves the guest as it is.")
                .because("libvirt can only tell by defining, and a definition is a change.")
                .lookAt("the calls that the message names.")
                .check(CheckRules::sendsNothing);
        book.must(
                        2,
                        "The check of a verb that would be refused answers the refusal of the call itself: kind and message.")
                .because(
                        "Checks that are written a second time drift from what they check; XAPI has assert_* calls beside the calls themselves.")
                .lookAt("whether check and call run the same plan.")
                .check(CheckRules::sameRefusal);
        book.must(
                        3,
                        "The check of a verb that would be sent passes and says that it changes something; of what is so already, that it does not.")
                .because("A plan that lists a hundred steps of which ninety change nothing is not read.")
                .lookAt("the verdict of the guard.")
                .check(CheckRules::saysWhetherItChanges);
        book.must(4, "The check of a creation names every fault of its spec by path, as the creation does.")
                .because("It is the check that people run first.")
                .lookAt("whether check and call run the same plan.")
                .check(CheckRules::namesEveryFault);
        book.must(5, "A check is let through on a READ_ONLY endpoint no more than the verb, and its answer says so.")
                .because("A check that passes where the verb is denied is a promise that breaks at night.")
                .lookAt("the first line of the guard.")
                .check(CheckRules::readOnlySaysSo);
    }

    private static void sendsNothing(TckContext tck) {
        Guest off = tck.off();
        Guest running = tck.running();
        GuestView before = off.view();
        GuestSpec spec = tck.spec().build();
        tck.edge().forget();
        List<Check> checks = new ArrayList<>();
        checks.add(tck.endpoint().check(endpoint -> endpoint.create(spec)));
        for (Guest guest : List.of(off, running)) {
            checks.add(guest.check(Guest::start));
            checks.add(guest.check(Guest::powerOff));
            checks.add(guest.check(Guest::reset));
            checks.add(guest.check(it -> it.delete(Deletion.withOwnedVolumes())));
            checks.add(
                    guest.check(it -> it.reconfigure(GuestChange.set().vcpus(2).description("checked"))));
            checks.add(guest.check(it -> it.snapshots().create("checked", SnapshotContent.DISKS)));
            checks.add(
                    guest.check(it -> it.cloneAs(CloneSpec.full(tck.freshName().value()))));
        }
        expect("what was sent", tck.edge().mutatingCalls()).is(List.of());
        expectThat(checks.stream().allMatch(check -> check.verb().mutates()), "each check names its verb", checks);
        expect("the guest", tck.quiet(off)).is(before);
        tck.expectPower(running, RUNNING);
        expect("the names of guests", TckContext.names(tck.endpoint())).hasNo(spec.name());
    }

    private static void sameRefusal(TckContext tck) {
        Guest guest = tck.running();
        Check check = guest.check(it -> it.delete(Deletion.withOwnedVolumes()));
        expectThat(!check.passed(), "the check of a refused verb does not pass", check);
        PolyvisorException called = tck.fails(() -> guest.delete(Deletion.withOwnedVolumes()));
        expect("the refusal of the check", check.refusal().map(PolyvisorException::fault))
                .is(Optional.of(called.fault()));
        expect("the verb of the check", check.verb()).is(Verb.DELETE);
    }

    private static void saysWhetherItChanges(TckContext tck) {
        Guest guest = tck.off();
        Check start = guest.check(Guest::start);
        expectThat(start.passed() && start.changes(), "starting a guest that is OFF would change something", start);
        Check powerOff = guest.check(Guest::powerOff);
        expectThat(powerOff.passed() && !powerOff.changes(), "powering it off would change nothing", powerOff);
        tck.expectPower(guest, OFF);
    }

    private static void namesEveryFault(TckContext tck) {
        GuestSpec spec = tck.spec().vcpus(0).memory(Memory.ZERO).build();
        Check check = tck.endpoint().check(endpoint -> endpoint.create(spec));
        PolyvisorException refusal =
                check.refusal().orElseThrow(() -> new io.polyvisor.tck.RuleViolation("it is refused", "it passes"));
        expect("the kind", refusal.kind()).is(ErrorKind.INVALID_SPEC);
        expect("the paths that are named", CreationRules.paths(refusal)).has("vcpus");
        expect("the paths that are named", CreationRules.paths(refusal)).has("memory");
        if (tck.provides(Capability.NETWORKS)) {
            GuestSpec nic = tck.spec().nic(NicSpec.on("pvtck-no-such-network")).build();
            expectThat(
                    !tck.endpoint().check(endpoint -> endpoint.create(nic)).passed(),
                    "an unknown network is refused",
                    nic);
        }
    }

    private static void readOnlySaysSo(TckContext tck) {
        Guest guest = tck.off();
        Endpoint endpoint = tck.connect(AccessMode.READ_ONLY);
        Check check = endpoint.guest(guest.id()).check(Guest::start);
        expect("the refusal", check.refusal().map(PolyvisorException::kind)).is(Optional.of(ErrorKind.DENIED));
    }
}
