package io.polyvisor.tck.rules;

import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Guest;
import io.polyvisor.error.Fault;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Permission;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.Subtraction;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.RuleViolation;
import io.polyvisor.tck.TckContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** What an endpoint declares, in both directions: what it provides works, what it lacks is refused and changes nothing. */
final class CapabilityRules {

    private CapabilityRules() {}

    static void write(RuleBook book) {
        book.must(
                        1,
                        "Every capability is either provided or absent with a reason in words, and the declaration stays the same while the endpoint is open.")
                .because("Nova's matrix contradicts itself; CloudStack's prints '?' in cells.")
                .lookAt("the driver's declaration.")
                .check(CapabilityRules::declarationIsTotal);
        book.must(
                        2,
                        "A verb whose capability is absent is refused as UNSUPPORTED naming the capability and its reason, and nothing is sent or changed.")
                .because(
                        "csi-test and libvirt-tck skip what throws 'not implemented': a driver that lost a feature stays green there.")
                .lookAt("the capability that the message names: which verb rests on it?")
                .check(CapabilityRules::absentIsRefused);
        book.must(3, "Cells that a driver subtracts are refused as INVALID_STATE with the driver's reason.")
                .because("'Operation not supported' without saying in which state costs a day.")
                .lookAt("the driver's subtractions.")
                .check(CapabilityRules::subtractedIsRefused);
        book.must(4, "The endpoint says what it is: product, version, library, and whether a real hypervisor answers.")
                .because(
                        "A matrix cell that was seen on a simulator must not read like one that was seen on the real thing.")
                .lookAt("the driver's facts.")
                .check(tck -> {
                    var facts = tck.endpoint().facts();
                    expectThat(
                            !facts.product().isBlank()
                                    && !facts.version().isBlank()
                                    && !facts.library().isBlank(),
                            "product, version and library are told",
                            facts);
                });
    }

    private static void declarationIsTotal(TckContext tck) {
        Capabilities first = tck.endpoint().capabilities();
        for (Capability capability : Capability.values()) {
            boolean reason =
                    first.whyAbsent(capability).filter(why -> !why.isBlank()).isPresent();
            expectThat(
                    first.provides(capability) != reason, capability + " is provided, or absent with a reason", first);
        }
        tck.running();
        tck.endpoint().inventory();
        expect("the declaration later", tck.endpoint().capabilities()).is(first);
        expect(
                        "the declaration of another connection",
                        tck.connect(options -> options).capabilities())
                .is(first);
    }

    private static void absentIsRefused(TckContext tck) {
        Capabilities declared = tck.endpoint().capabilities();
        EnumSet<Capability> unprobed = EnumSet.noneOf(Capability.class);
        for (Capability absent : declared.absent().keySet()) {
            Optional<AbsenceProbe> probe = AbsenceProbe.of(absent);
            probe.ifPresentOrElse(it -> refusedAsUnsupported(tck, absent, it), () -> unprobed.add(absent));
        }
        if (!unprobed.isEmpty()) {
            tck.note("absent, and no verb rests on them alone: " + unprobed);
        }
    }

    private static void refusedAsUnsupported(TckContext tck, Capability absent, AbsenceProbe probe) {
        Guest guest = tck.in(probe.state());
        GuestView before = guest.view();
        tck.edge().forget();
        PolyvisorException failure = probe.failure(tck, guest)
                .orElseThrow(() -> new RuleViolation("what rests on " + absent + " is refused", "it was done"));
        Fault fault = failure.fault();
        if (!(fault instanceof Fault.Unsupported unsupported)) {
            throw new RuleViolation("what rests on " + absent + " is UNSUPPORTED", "it is " + failure);
        }
        expect("the reason", unsupported.reason()).isNot("");
        expect("what was sent although " + absent + " is absent", tck.edge().mutatingCalls())
                .is(List.of());
        expect("the guest", tck.quiet(guest)).is(before);
    }

    private static void subtractedIsRefused(TckContext tck) {
        for (PowerState state : tck.reachableStates()) {
            List<Subtraction> here = tck.edge().subtractions().stream()
                    .filter(subtraction -> subtraction.states().contains(state))
                    .toList();
            if (!here.isEmpty()) {
                Guest guest = tck.in(state);
                here.forEach(subtraction -> refusedWithReason(guest, state, subtraction));
            }
        }
    }

    private static void refusedWithReason(Guest guest, PowerState state, Subtraction subtraction) {
        Permission permission = guest.may(subtraction.verb());
        if (!(permission instanceof Permission.Refused refused)) {
            throw new RuleViolation(subtraction.verb() + " in " + state + " is refused", "it is allowed");
        }
        boolean absent = refused.obstacle().contains("not supported");
        if (!absent) {
            expect("the obstacle to " + subtraction.verb() + " in " + state, refused.obstacle())
                    .has(subtraction.reason());
        }
    }
}
