package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.OFF;
import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.model.PowerState.SUSPENDED;
import static io.polyvisor.tck.Expect.expect;

import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.Effect;
import io.polyvisor.model.Loss;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;

/** Suspension to disk: memory is saved, kept, and never thrown away by accident. */
final class SuspensionRules {

    private SuspensionRules() {}

    static void write(RuleBook book) {
        saving(book);
        keeping(book);
        losing(book);
    }

    private static void saving(RuleBook book) {
        book.must(1, "Suspending a guest that is RUNNING comes to APPLIED, and the guest is SUSPENDED.")
                .in(Profile.SUSPEND)
                .needs(Capability.SUSPEND)
                .because(
                        "jclouds' SUSPENDED means 'suspended or stopped'; libvirt shows SHUTOFF and, after a restart of the daemon, no reason.")
                .lookAt("the driver's suspend, and whether observe asks for the saved image.")
                .check(tck -> PowerRules.applied(tck, tck.running(), Guest::suspend, SUSPENDED));
        book.must(2, "Suspending a guest that is SUSPENDED comes to UNCHANGED, and nothing is sent.")
                .in(Profile.SUSPEND)
                .needs(Capability.SUSPEND)
                .because("vSphere raises InvalidPowerState, libvirt code 55.")
                .lookAt("whether observe tells SUSPENDED from OFF.")
                .check(tck -> PowerRules.unchanged(tck, tck.suspended(), Guest::suspend, SUSPENDED));
        book.must(3, "Resuming a guest that is SUSPENDED comes to APPLIED, and the guest is RUNNING.")
                .in(Profile.SUSPEND)
                .needs(Capability.SUSPEND)
                .because("On libvirt it is a start, on XAPI a resume, on vSphere a power on.")
                .lookAt("the driver's wake.")
                .check(tck -> PowerRules.applied(tck, tck.suspended(), Guest::resume, RUNNING));
        book.must(4, "A guest that was PAUSED when it was suspended resumes to RUNNING.")
                .in(Profile.SUSPEND)
                .needs(Capability.SUSPEND, Capability.PAUSE)
                .because("libvirt brings such a guest back PAUSED; XAPI suspends only running ones.")
                .lookAt("whether the driver saves with 'running', or resumes after the load.")
                .check(SuspensionRules::pausedThenSuspended);
        book.must(5, "Suspending a guest that is OFF is refused as INVALID_STATE naming start.")
                .in(Profile.SUSPEND)
                .needs(Capability.SUSPEND)
                .because("It has no memory; vzctl exits with 16 after having tried.")
                .lookAt("the transition table's OFF column.")
                .check(tck -> PowerRules.refused(tck, tck.off(), Guest::suspend, "start", OFF));
    }

    private static void pausedThenSuspended(TckContext tck) {
        Guest guest = tck.paused();
        if (guest.may(io.polyvisor.model.Verb.SUSPEND).granted()) {
            tck.done(guest.suspend());
            PowerRules.applied(tck, guest, Guest::resume, RUNNING);
        } else {
            tck.note("suspend of PAUSED is subtracted here: only its refusal was checked");
            tck.refuses(ErrorKind.INVALID_STATE, guest::suspend);
        }
    }

    private static void keeping(RuleBook book) {
        book.must(
                        6,
                        "Starting a guest that is SUSPENDED is refused as INVALID_STATE naming resume, and its memory is still there.")
                .in(Profile.SUSPEND)
                .needs(Capability.SUSPEND)
                .because(
                        "vzctl start of a suspended container boots it cold and deletes the saved memory, with exit 0: the worst trap of five hypervisors.")
                .lookAt("the transition table's SUSPENDED column, and whether observe sees saved memory.")
                .check(SuspensionRules::startKeepsMemory);
        book.must(7, "What the guest had in memory before suspension it has after resumption.")
                .in(Profile.SUSPEND)
                .needs(Capability.SUSPEND, Capability.CONSOLE_SERIAL)
                .needs(Feature.READY_GUEST)
                .because("A suspension that is a shutdown in disguise looks the same from outside.")
                .lookAt("the driver's suspend and wake; the console shows a boot when memory was lost.")
                .check(SuspensionRules::memoryIsKept);
        book.must(8, "A guest that was resumed and then powered off is OFF and starts by booting.")
                .in(Profile.SUSPEND)
                .needs(Capability.SUSPEND)
                .because("A saved image that is not used up is restored by the next start, over newer disks.")
                .lookAt("whether the driver's wake uses the saved memory up.")
                .check(SuspensionRules::memoryIsUsedUp);
    }

    private static void startKeepsMemory(TckContext tck) {
        Guest guest = tck.suspended();
        PowerRules.refused(tck, guest, Guest::start, "resume", SUSPENDED);
        PowerRules.applied(tck, guest, Guest::resume, RUNNING);
    }

    private static void memoryIsKept(TckContext tck) {
        Guest guest = tck.ready();
        tck.inside(guest, GuestEyes.remember("kept"));
        tck.done(guest.suspend());
        tck.expectPower(guest, SUSPENDED);
        tck.done(guest.resume());
        expect("the word in memory", tck.inside(guest, GuestEyes.MEMORY)).is("kept");
    }

    private static void memoryIsUsedUp(TckContext tck) {
        Guest guest = tck.suspended();
        tck.done(guest.resume());
        tck.done(guest.powerOff());
        tck.expectPower(guest, OFF);
        PowerRules.applied(tck, guest, Guest::start, RUNNING);
    }

    private static void losing(RuleBook book) {
        book.must(
                        9,
                        "Powering off a guest that is SUSPENDED is refused without Loss.OF_SAVED_MEMORY, and with it the guest is OFF.")
                .in(Profile.SUSPEND)
                .needs(Capability.SUSPEND)
                .because("vSphere powers it off without a word and XAPI loses the suspended disk image.")
                .lookAt("the loss in the transition table, and the driver's discard.")
                .check(SuspensionRules::powerOffNeedsLoss);
        book.must(
                        10,
                        "Deleting a guest that is SUSPENDED is refused without Loss.OF_SAVED_MEMORY, and with it the guest is gone.")
                .in(Profile.SUSPEND)
                .needs(Capability.SUSPEND)
                .because("libvirt's undefine with the managed-save flag takes the memory along silently.")
                .lookAt("the loss in the transition table, and the driver's delete.")
                .check(SuspensionRules::deleteNeedsLoss);
    }

    private static void powerOffNeedsLoss(TckContext tck) {
        Guest guest = tck.suspended();
        PolyvisorException refusal = tck.refuses(ErrorKind.INVALID_STATE, guest::powerOff);
        expect("the refusal", refusal.getMessage()).has("OF_SAVED_MEMORY");
        tck.expectPower(guest, SUSPENDED);
        expect("the effect", tck.done(guest.powerOff(Loss.OF_SAVED_MEMORY))).is(Effect.APPLIED);
        tck.expectPower(guest, OFF);
    }

    private static void deleteNeedsLoss(TckContext tck) {
        Guest guest = tck.suspended();
        var name = DeletionRules.nameOf(guest);
        tck.refuses(ErrorKind.INVALID_STATE, () -> guest.delete(Deletion.withOwnedVolumes()));
        tck.expectPower(guest, SUSPENDED);
        tck.done(guest.delete(Deletion.withOwnedVolumes().accepting(Loss.OF_SAVED_MEMORY)));
        tck.expectGone(guest, name);
    }
}
