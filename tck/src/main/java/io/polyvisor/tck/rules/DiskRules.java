package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.Effect;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.VolumeId;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.util.Optional;

/** Disks of guests: attached now and at the next start, let go of when the guest did, never shared by accident. */
final class DiskRules {
    private static final Memory MORE = Memory.mib(12);

    private DiskRules() {}

    static void write(RuleBook book) {
        attaching(book);
        running(book);
        growing(book);
    }

    private static void attaching(RuleBook book) {
        book.must(
                        20,
                        "A disk attached to a guest that is OFF is in its slots with its volume, and stays there over a start and a stop.")
                .in(Profile.VOLUMES)
                .needs(Capability.DISK_COLD, Capability.VOLUMES)
                .needs(Feature.STORAGE)
                .because(
                        "libvirt attaches to the live guest, the definition or both, by flags; one of them alone is lost at the next start.")
                .lookAt("the flags of the driver's attachDisk.")
                .check(DiskRules::attachedCold);
        book.must(
                        21,
                        "Detaching a disk empties its slot and keeps its volume, and detaching it again comes to UNCHANGED.")
                .in(Profile.VOLUMES)
                .needs(Capability.DISK_COLD, Capability.VOLUMES)
                .needs(Feature.STORAGE)
                .because("vSphere removes the file with the device when asked carelessly (fileOperation=destroy).")
                .lookAt("the driver's detachDisk.")
                .check(DiskRules::detachedCold);
        book.must(22, "A volume that another guest writes to is not attached, and the refusal says whose it is.")
                .in(Profile.VOLUMES)
                .needs(Capability.DISK_COLD, Capability.VOLUMES)
                .needs(Feature.STORAGE)
                .because(
                        "Two writers on one file system destroy it; QEMU's lock shows it only at start, as 'closed the monitor'.")
                .lookAt("usedBy of the volume.")
                .check(DiskRules::usedIsNotAttached);
        book.must(
                        23,
                        "A volume that does not exist is refused as INVALID_SPEC by path, and the guest's slots stay as they are.")
                .in(Profile.VOLUMES)
                .needs(Capability.DISK_COLD, Capability.VOLUMES)
                .needs(Feature.STORAGE)
                .because("libvirt accepts the reference and the guest does not start any more.")
                .lookAt("the check of references.")
                .check(DiskRules::missingIsNotAttached);
    }

    private static void attachedCold(TckContext tck) {
        Guest guest = tck.off();
        VolumeId volume = tck.volume();
        DiskId slot = tck.done(guest.disks().attach(DiskSpec.existing(volume)));
        expect("what is in the slot", inSlot(guest, slot)).is(Optional.of(volume));
        tck.done(guest.start());
        expect("what is in the slot while running", inSlot(guest, slot)).is(Optional.of(volume));
        tck.done(guest.powerOff());
        expect("what is in the slot afterwards", inSlot(guest, slot)).is(Optional.of(volume));
        witnessDisks(tck, guest);
    }

    private static void detachedCold(TckContext tck) {
        Guest guest = tck.off();
        VolumeId volume = tck.volume();
        DiskId slot = tck.done(guest.disks().attach(DiskSpec.existing(volume)));
        expect("the effect", tck.done(guest.disks().detach(slot))).is(Effect.APPLIED);
        expect("the slot", guest.view().requireDetails().disk(slot)).is(Optional.empty());
        expect("the volume", VolumeRules.found(tck, volume).id()).is(volume);
        expect("the effect of detaching again", tck.done(guest.disks().detach(slot)))
                .is(Effect.UNCHANGED);
    }

    private static void usedIsNotAttached(TckContext tck) {
        VolumeId volume = tck.volume();
        Guest owner = tck.given(tck.spec().disk(DiskSpec.existing(volume)).build());
        Guest other = tck.off();
        PolyvisorException refusal =
                tck.refuses(ErrorKind.INVALID_STATE, () -> other.disks().attach(DiskSpec.existing(volume)));
        expect("the refusal", refusal.getMessage()).has(owner.id());
    }

    private static void missingIsNotAttached(TckContext tck) {
        Guest guest = tck.off();
        int before = guest.view().requireDetails().disks().size();
        VolumeId missing = tck.missingVolumeId();
        PolyvisorException refusal =
                tck.refuses(ErrorKind.INVALID_SPEC, () -> guest.disks().attach(DiskSpec.existing(missing)));
        expect("the paths that are named", CreationRules.paths(refusal)).has("disk.volume");
        expect("the number of slots", guest.view().requireDetails().disks().size())
                .is(before);
    }

    private static void running(RuleBook book) {
        book.must(24, "A disk attached to a guest that is RUNNING is in its slots now and after the next start.")
                .in(Profile.HOTPLUG)
                .needs(Capability.DISK_HOT, Capability.VOLUMES)
                .needs(Feature.STORAGE)
                .because(
                        "Attached live only, it is gone after a restart; attached to the definition only, the guest does not see it.")
                .lookAt("the flags of the driver's attachDisk for a running guest.")
                .check(DiskRules::attachedHot);
        book.must(
                        25,
                        "The guest itself sees a disk that is attached while it runs, and no longer sees it when detaching has ended.")
                .in(Profile.HOTPLUG)
                .needs(Capability.DISK_HOT, Capability.VOLUMES, Capability.CONSOLE_SERIAL)
                .needs(Feature.STORAGE, Feature.READY_GUEST)
                .because(
                        "libvirt's detach returns success before the guest let go; five seconds later the image was still locked.")
                .lookAt("what the driver waits for after the detach request.")
                .check(DiskRules::guestSeesDisk);
    }

    private static void attachedHot(TckContext tck) {
        Guest guest = tck.running();
        VolumeId volume = tck.volume();
        DiskId slot = tck.done(guest.disks().attach(DiskSpec.existing(volume)));
        expect("what is in the slot", inSlot(guest, slot)).is(Optional.of(volume));
        tck.expectPower(guest, RUNNING);
        tck.done(guest.powerOff());
        tck.done(guest.start());
        expect("what is in the slot after the next start", inSlot(guest, slot)).is(Optional.of(volume));
    }

    private static void guestSeesDisk(TckContext tck) {
        Guest guest = tck.ready();
        int before = tck.inside(guest, GuestEyes.DISKS);
        VolumeId volume = tck.volume();
        DiskId slot = tck.done(guest.disks().attach(DiskSpec.existing(volume)));
        tck.eventually("the guest sees one disk more", () -> tck.inside(guest, GuestEyes.DISKS) == before + 1);
        tck.done(guest.disks().detach(slot));
        expect("how many disks the guest sees", tck.inside(guest, GuestEyes.DISKS))
                .is(before);
        expect(
                        "the effect of deleting the volume",
                        tck.done(tck.endpoint().volumes().delete(volume)))
                .is(Effect.APPLIED);
    }

    private static void growing(RuleBook book) {
        book.must(
                        26,
                        "Growing a disk of a guest that is OFF makes its volume that large, and a smaller size is refused.")
                .in(Profile.VOLUMES)
                .needs(Capability.DISK_GROW_COLD, Capability.VOLUMES)
                .needs(Feature.STORAGE)
                .because("Shrinking a disk under a file system destroys it; vcsim does it when asked.")
                .lookAt("the driver's growDisk for a guest that is off.")
                .check(tck -> grows(tck, PowerState.OFF));
        book.must(27, "Growing a disk of a guest that is RUNNING makes its volume that large, and the guest goes on.")
                .in(Profile.HOTPLUG)
                .needs(Capability.DISK_GROW_HOT, Capability.VOLUMES)
                .needs(Feature.STORAGE)
                .because(
                        "libvirt resizes a volume under a running guest without telling it; only a block resize tells it.")
                .lookAt("the driver's growDisk for a running guest.")
                .check(tck -> grows(tck, PowerState.RUNNING));
    }

    private static void grows(TckContext tck, PowerState state) {
        VolumeId volume = tck.volume();
        Guest guest = tck.given(tck.spec().disk(DiskSpec.existing(volume)).build());
        if (state == RUNNING) {
            tck.done(guest.start());
        }
        DiskId slot = guest.view().requireDetails().disks().stream()
                .filter(disk -> disk.volume().filter(volume::equals).isPresent())
                .map(DiskView::id)
                .findFirst()
                .orElseThrow(() ->
                        new io.polyvisor.tck.RuleViolation("the volume is in a slot", "slots are " + guest.view()));
        expect("the effect", tck.done(guest.disks().grow(slot, MORE))).is(Effect.APPLIED);
        expect("the capacity", VolumeRules.found(tck, volume).capacity()).is(MORE);
        tck.refuses(ErrorKind.INVALID_SPEC, () -> guest.disks().grow(slot, Memory.mib(4)));
        tck.expectPower(guest, state);
    }

    private static Optional<VolumeId> inSlot(Guest guest, DiskId slot) {
        return guest.view().requireDetails().disk(slot).flatMap(DiskView::volume);
    }

    /** The witness counts what the guest's own view lists. */
    static void witnessDisks(TckContext tck, Guest guest) {
        tck.environment().witness().optional().ifPresent(witness -> {
            long seen = guest.view().requireDetails().disks().stream()
                    .filter(disk -> !disk.source().isEmpty())
                    .count();
            int witnessed = witness.disks(guest.id()).size();
            expectThat(
                    seen == witnessed,
                    "the view and " + witness.name() + " see as many disks",
                    seen + " and " + witnessed);
        });
    }
}
