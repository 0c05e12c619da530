package io.polyvisor.tck.rules;

import static io.polyvisor.model.BootDevice.CDROM;
import static io.polyvisor.model.BootDevice.DISK;
import static io.polyvisor.model.BootDevice.NETWORK;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.VolumeId;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.RuleViolation;
import io.polyvisor.tck.TckContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a guest boots from: order, media, and the seed of its first boot. */
final class BootRules {

    private BootRules() {}

    static void write(RuleBook book) {
        order(book);
        media(book);
        seed(book);
        containers(book);
    }

    private static void order(RuleBook book) {
        book.must(1, "The boot order of a spec is the boot order that is observed, before and after a start.")
                .in(Profile.PROVISIONING)
                .needs(Capability.BOOT_ORDER, Capability.MEDIA, Capability.VOLUMES)
                .needs(Feature.STORAGE)
                .because(
                        "libvirt has two mutually exclusive places for it, XAPI a text of letters, vSphere a list of devices.")
                .lookAt("the driver's writer and reader of the boot order.")
                .check(BootRules::orderIsKept);
        book.must(2, "A boot order that is changed while the guest is OFF is observed as changed.")
                .in(Profile.PROVISIONING)
                .needs(Capability.BOOT_ORDER, Capability.MEDIA, Capability.VOLUMES, Capability.NETWORKS)
                .needs(Feature.STORAGE, Feature.NETWORK)
                .because("Mixing per-device order with the global one makes libvirt refuse the next change.")
                .lookAt("the driver's reconfigure.")
                .check(BootRules::orderIsChanged);
    }

    private static void orderIsKept(TckContext tck) {
        Guest guest = tck.make(bootable(tck).boot(CDROM, DISK).build());
        expect("the boot order", bootOrder(guest)).is(List.of(CDROM, DISK));
        tck.done(guest.start());
        expect("the boot order after a start", bootOrder(guest)).is(List.of(CDROM, DISK));
    }

    private static void orderIsChanged(TckContext tck) {
        Guest guest = tck.given(bootable(tck)
                .nic(NicSpec.on(tck.environment().network().get()))
                .boot(DISK)
                .build());
        tck.done(guest.reconfigure(GuestChange.set().bootOrder(List.of(NETWORK, CDROM))));
        expect("the boot order", bootOrder(guest)).is(List.of(NETWORK, CDROM));
        tck.done(guest.reconfigure(GuestChange.set().bootOrder(List.of(DISK))));
        expect("the boot order", bootOrder(guest)).is(List.of(DISK));
    }

    /** A guest that has what the order names: vSphere's is a list of its devices. */
    private static GuestSpec.Builder bootable(TckContext tck) {
        DiskSpec disk =
                DiskSpec.newDisk(Memory.mib(8)).in(tck.environment().storage().get());
        return tck.spec().disk(disk).emptyDrive();
    }

    private static void media(RuleBook book) {
        book.must(3, "A medium of a spec is in a drive of the role MEDIA, and the guest may not write to it.")
                .in(Profile.PROVISIONING)
                .needs(Capability.MEDIA, Capability.VOLUMES)
                .needs(Feature.MEDIUM)
                .because("A medium that is taken for a disk is deleted with the guest.")
                .lookAt("the role that the driver's reader gives to drives.")
                .check(BootRules::mediumIsInDrive);
        book.must(
                        4,
                        "A medium is inserted into and ejected from a drive while the guest is OFF and while it runs; doing it again comes to UNCHANGED.")
                .in(Profile.PROVISIONING)
                .needs(Capability.MEDIA, Capability.VOLUMES)
                .needs(Feature.MEDIUM)
                .because(
                        "libvirt-tck switched its test 207-disk-media-change off wholesale; XAPI has VBD_NOT_EMPTY and VBD_IS_EMPTY.")
                .lookAt("the driver's changeMedia: flags for live and stored.")
                .check(BootRules::insertAndEject);
        book.must(5, "Inserting a medium that does not exist is refused and leaves the drive as it is.")
                .in(Profile.PROVISIONING)
                .needs(Capability.MEDIA, Capability.VOLUMES)
                .needs(Feature.STORAGE)
                .because("A dangling path in a drive keeps the guest from starting.")
                .lookAt("the lookup before changeMedia.")
                .check(BootRules::missingMedium);
    }

    private static void mediumIsInDrive(TckContext tck) {
        VolumeId medium = tck.environment().medium().get();
        Guest guest = tck.make(tck.spec().media(medium).build());
        DiskView drive = drive(guest);
        expect("what is in the drive", drive.volume()).is(Optional.of(medium));
        expect("whether the drive is read-only", drive.readOnly()).is(true);
        DiskRules.witnessDisks(tck, guest);
    }

    private static void insertAndEject(TckContext tck) {
        VolumeId medium = tck.environment().medium().get();
        Guest guest = tck.given(tck.spec().emptyDrive().build());
        insertAndEject(tck, guest, medium);
        tck.done(guest.start());
        insertAndEject(tck, guest, medium);
    }

    private static void insertAndEject(TckContext tck, Guest guest, VolumeId medium) {
        DiskId drive = drive(guest).id();
        expect("the effect of inserting", tck.done(guest.disks().insert(drive, medium)))
                .is(Effect.APPLIED);
        expect("what is in the drive", drive(guest).volume()).is(Optional.of(medium));
        expect("the effect of inserting again", tck.done(guest.disks().insert(drive, medium)))
                .is(Effect.UNCHANGED);
        expect("the effect of ejecting", tck.done(guest.disks().eject(drive))).is(Effect.APPLIED);
        expect("what is in the drive", drive(guest).volume()).is(Optional.empty());
        expect("the effect of ejecting again", tck.done(guest.disks().eject(drive)))
                .is(Effect.UNCHANGED);
    }

    private static void missingMedium(TckContext tck) {
        Guest guest = tck.given(tck.spec().emptyDrive().build());
        DiskView before = drive(guest);
        VolumeId missing = new VolumeId(tck.environment().storage().get(), tck.freshName() + ".iso");
        tck.refuses(ErrorKind.NOT_FOUND, () -> guest.disks().insert(before.id(), missing));
        expect("the drive", drive(guest)).is(before);
    }

    private static void seed(RuleBook book) {
        book.must(6, "A guest's seed is in a slot of the role SEED, or in no volume at all, and goes with the guest.")
                .in(Profile.PROVISIONING)
                .needs(Capability.SEED, Capability.VOLUMES)
                .needs(Feature.STORAGE)
                .because(
                        "Seeds hold user data that is secret in effect, and libvirt's undefine leaves every volume behind; vSphere needs no volume for one.")
                .lookAt("where the driver puts the seed, and the role that its reader gives it.")
                .check(BootRules::seedGoesWithGuest);
        book.must(7, "The host name of the seed is the guest's own host name after its first boot.")
                .in(Profile.PROVISIONING)
                .needs(Capability.SEED, Capability.CONSOLE_SERIAL)
                .needs(Feature.READY_GUEST)
                .because("A seed that the guest does not read looks, from outside, like one that it reads.")
                .lookAt("the seed's label and files; what the guest's console says at boot.")
                .check(BootRules::seedIsRead);
    }

    private static void seedGoesWithGuest(TckContext tck) {
        Set<VolumeId> before = CreationRules.volumes(tck);
        GuestSpec spec = tck.spec()
                .seed(SeedSpec.hostName("pvtck").withUserData("#cloud-config\n"))
                .build();
        Guest guest = tck.make(spec);
        List<DiskView> slots = guest.view().requireDetails().disks();
        Set<VolumeId> inNoSlot = madeSince(before, tck);
        slots.forEach(slot -> slot.volume().ifPresent(inNoSlot::remove));
        expect("volumes that were made and are in none of the guest's slots", inNoSlot)
                .is(Set.of());
        expect("how many slots it has that are no seed", slots.size() - seeds(slots))
                .is((long) spec.disks().size());
        tck.done(guest.delete(Deletion.withOwnedVolumes()));
        expect("what is left of what was made", madeSince(before, tck)).is(Set.of());
    }

    private static Set<VolumeId> madeSince(Set<VolumeId> before, TckContext tck) {
        Set<VolumeId> made = new HashSet<>(CreationRules.volumes(tck));
        made.removeAll(before);
        return made;
    }

    private static long seeds(List<DiskView> slots) {
        return slots.stream().filter(disk -> disk.role() == DiskView.Role.SEED).count();
    }

    private static void seedIsRead(TckContext tck) {
        GuestSpec spec = tck.environment()
                .readyGuest(tck.freshName())
                .get()
                .seed(SeedSpec.hostName("pvtck-seeded"))
                .build();
        Guest guest = tck.make(spec);
        tck.done(guest.start());
        String host = tck.inside(guest, (in, console, patience) -> in.hostName(console, patience));
        expect("the guest's host name", host).is("pvtck-seeded");
    }

    private static void containers(RuleBook book) {
        book.must(
                        8,
                        "A container spec with media or a boot order from them is refused by path, on every backend, before anything is made.")
                .in(Profile.PROVISIONING)
                .because("A container has no firmware: an ISO that is silently ignored is a guest that never installs.")
                .lookAt("the rules of specs.")
                .check(BootRules::containersHaveNoDrives);
    }

    private static void containersHaveNoDrives(TckContext tck) {
        GuestSpec spec = GuestSpec.named(tck.freshName())
                .container()
                .emptyDrive()
                .boot(CDROM)
                .build();
        PolyvisorException failure = tck.fails(() -> tck.endpoint().create(spec));
        boolean unsupported = failure.fault() instanceof Fault.Unsupported;
        if (!unsupported) {
            expect("the paths that are named", CreationRules.paths(failure)).has("media");
            expect("the paths that are named", CreationRules.paths(failure)).has("bootOrder");
        }
        expect("the names of guests", TckContext.names(tck.endpoint())).hasNo(spec.name());
        expectThat(failure.outcome() == io.polyvisor.error.Outcome.NOT_APPLIED, "nothing was made", failure);
    }

    private static List<io.polyvisor.model.BootDevice> bootOrder(Guest guest) {
        return guest.view().requireDetails().bootOrder();
    }

    static DiskView drive(Guest guest) {
        return guest.view().requireDetails().disks().stream()
                .filter(disk -> disk.role() == DiskView.Role.MEDIA)
                .findFirst()
                .orElseThrow(
                        () -> new RuleViolation("the guest has a drive for media", "its slots are " + guest.view()));
    }
}
