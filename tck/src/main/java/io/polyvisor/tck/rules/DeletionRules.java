package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.tck.Expect.expect;

import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Deleted;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.VolumeId;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Deleting guests, and what becomes of their volumes. */
final class DeletionRules {

    private DeletionRules() {}

    static void write(RuleBook book) {
        guests(book);
        volumes(book);
    }

    private static void guests(RuleBook book) {
        book.must(50, "A guest that was deleted is found neither by name nor by id, key or inventory.")
                .because(
                        "vSphere's unregister keeps files, and libvirt's undefine of a guest with saved memory or snapshots fails without the right flags.")
                .lookAt("the driver's delete, and a witness's list.")
                .check(DeletionRules::deletedIsGone);
        book.must(51, "Deleting a guest that is RUNNING is refused as INVALID_STATE, and it stays RUNNING and defined.")
                .because(
                        "libvirt's undefine of a running guest succeeds and makes it transient: it vanishes at its next stop.")
                .lookAt("the transition table's RUNNING column, and whether the guest is still persistent.")
                .check(DeletionRules::runningIsNotDeleted);
        book.must(52, "Deleting a guest that is gone comes to UNCHANGED.")
                .because("Clean-ups are repeated; the second must not fail on one backend and pass on another.")
                .lookAt("how the driver's observe answers for ids that do not exist.")
                .check(DeletionRules::deletingTwice);
        book.must(53, "Every verb except delete on a guest that is gone fails as NOT_FOUND with outcome NOT_APPLIED.")
                .because(
                        "vzctl status of an unknown id says 'deleted' with exit 0; XAPI says HANDLE_INVALID; vSphere ManagedObjectNotFound.")
                .lookAt("the driver's table of native errors, and observe.")
                .check(DeletionRules::goneIsNotFound);
    }

    private static void deletedIsGone(TckContext tck) {
        CreationKey key = CreationKey.fresh();
        GuestSpec spec = tck.spec().build();
        Guest guest = tck.owned(tck.done(tck.endpoint().create(spec, key)));
        expect("the effect", tck.done(guest.delete(Deletion.withOwnedVolumes())).effect())
                .is(Effect.APPLIED);
        tck.expectGone(guest, spec.name());
        expect("the guest found by its key", tck.endpoint().find(key).map(Guest::id))
                .is(Optional.empty());
        expect("what its name meets", failureOf(() -> tck.endpoint().guest(spec.name())))
                .is(ErrorKind.NOT_FOUND);
        expect("what its id meets", failureOf(guest::view)).is(ErrorKind.NOT_FOUND);
    }

    private static void runningIsNotDeleted(TckContext tck) {
        Guest guest = tck.running();
        tck.refuses(ErrorKind.INVALID_STATE, () -> guest.delete(Deletion.withOwnedVolumes()));
        tck.expectPower(guest, RUNNING);
        expect("whether it is persistent", guest.view().persistent()).is(true);
    }

    private static void deletingTwice(TckContext tck) {
        Guest guest = tck.off();
        tck.done(guest.delete(Deletion.withOwnedVolumes()));
        Deleted again = tck.done(guest.delete(Deletion.withOwnedVolumes()));
        expect("the effect of the second deletion", again.effect()).is(Effect.UNCHANGED);
        expect("what the second deletion deleted", again.deleted()).is(List.of());
    }

    private static void goneIsNotFound(TckContext tck) {
        Guest guest = tck.off();
        tck.done(guest.delete(Deletion.withOwnedVolumes()));
        tck.refuses(ErrorKind.NOT_FOUND, guest::start);
        tck.refuses(ErrorKind.NOT_FOUND, guest::powerOff);
        tck.refuses(ErrorKind.NOT_FOUND, guest::adopt);
        expect("what may() meets", failureOf(() -> guest.may(io.polyvisor.model.Verb.START)))
                .is(ErrorKind.NOT_FOUND);
    }

    private static void volumes(RuleBook book) {
        book.must(
                        54,
                        "Deleting a guest with DELETE_OWNED removes the volumes that it alone references, and lists them.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because("libvirt's undefine leaves every disk behind; vSphere's destroy takes every disk along.")
                .lookAt("usedBy, and the driver's reader of disk slots: does it name volumes?")
                .check(DeletionRules::ownedVolumesGo);
        book.must(55, "Deleting a guest with KEEP leaves its volumes where they are, and lists them as kept.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because("vSphere's Destroy_Task deletes attached disks unless they are detached first.")
                .lookAt("the driver's delete: volumes are the core's business.")
                .check(DeletionRules::keptVolumesStay);
        book.must(56, "DELETE_OWNED never removes a volume that another guest references.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES)
                .needs(Feature.STORAGE)
                .because("libvirt deletes the disk of a running guest without a word: nobody but the core protects it.")
                .lookAt("usedBy of volumes.")
                .check(DeletionRules::sharedVolumesStay);
        book.must(57, "DELETE_OWNED never removes media, nor a parent to which another volume is linked.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.MEDIA)
                .needs(Feature.STORAGE, Feature.MEDIUM)
                .because(
                        "An ISO in a drive belongs to nobody's guest; deleting one breaks every other guest's next boot.")
                .lookAt("the role of disk slots.")
                .check(DeletionRules::mediaStay);
    }

    private static void ownedVolumesGo(TckContext tck) {
        Guest guest = tck.given(withNewDisk(tck));
        Set<VolumeId> its = volumesOf(guest);
        Deleted deleted = tck.done(guest.delete(Deletion.withOwnedVolumes()));
        expect("the volumes that went", Set.copyOf(deleted.deleted())).is(its);
        expect("the volumes that are left", left(tck, its)).is(Set.of());
    }

    private static void keptVolumesStay(TckContext tck) {
        Guest guest = tck.given(withNewDisk(tck));
        Set<VolumeId> its = volumesOf(guest);
        its.forEach(tck::owned);
        Deleted deleted = tck.done(guest.delete(Deletion.keepVolumes()));
        expect("the volumes that were kept", Set.copyOf(deleted.kept())).is(its);
        expect("the volumes that are left", left(tck, its)).is(its);
    }

    private static void sharedVolumesStay(TckContext tck) {
        VolumeId shared = tck.volume();
        Guest first =
                tck.given(tck.spec().disk(new DiskSpec.Existing(shared, true)).build());
        tck.given(tck.spec().disk(new DiskSpec.Existing(shared, true)).build());
        Deleted deleted = tck.done(first.delete(Deletion.withOwnedVolumes()));
        expect("the volumes that were kept", deleted.kept()).has(shared);
        expect("the shared volume", tck.endpoint().volumes().find(shared).isPresent())
                .is(true);
    }

    private static void mediaStay(TckContext tck) {
        VolumeId medium = tck.environment().medium().get();
        Guest guest = tck.given(tck.spec().media(medium).build());
        Deleted deleted = tck.done(guest.delete(Deletion.withOwnedVolumes()));
        expect("the volumes that went", deleted.deleted()).hasNo(medium);
        expect("the medium", tck.endpoint().volumes().find(medium).isPresent()).is(true);
    }

    private static GuestSpec withNewDisk(TckContext tck) {
        return tck.spec()
                .disk(DiskSpec.newDisk(Memory.mib(8))
                        .in(tck.environment().storage().get()))
                .build();
    }

    static Set<VolumeId> volumesOf(Guest guest) {
        Set<VolumeId> volumes = new TreeSet<>();
        guest.view().requireDetails().disks().forEach(disk -> disk.volume().ifPresent(volumes::add));
        return volumes;
    }

    private static Set<VolumeId> left(TckContext tck, Set<VolumeId> wanted) {
        Set<VolumeId> left = CreationRules.volumes(tck);
        left.retainAll(wanted);
        return left;
    }

    static ErrorKind failureOf(java.util.function.Supplier<?> read) {
        try {
            Object came = read.get();
            throw new io.polyvisor.tck.RuleViolation("it fails", "it came to " + came);
        } catch (io.polyvisor.error.PolyvisorException failure) {
            return failure.kind();
        }
    }

    static GuestName nameOf(Guest guest) {
        return guest.view().name();
    }
}
