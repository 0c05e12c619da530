package io.polyvisor.tck.rules;

import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.EndpointVolumes;
import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Effect;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Memory;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.StorageView;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.model.VolumeView;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Volumes: made once, never smaller, never taken from under a guest. */
final class VolumeRules {
    private static final Memory SIZE = Memory.mib(8);

    private VolumeRules() {}

    static void write(RuleBook book) {
        making(book);
        growing(book);
        deleting(book);
        importing(book);
        space(book);
    }

    private static void making(RuleBook book) {
        book.must(1, "A volume that was made is listed and found with its capacity, and nothing uses it.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because(
                        "libvirt lists a pool as it was last scanned, XAPI too; a new volume can be missing from both.")
                .lookAt("whether the driver refreshes the storage.")
                .check(VolumeRules::madeVolumeIsFound);
        book.must(
                        2,
                        "Making a volume whose id is taken is refused as ALREADY_EXISTS, and the one that is there keeps its size.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because("libvirt answers code 90 for it; an upload to a path of a datastore has no such protection.")
                .lookAt("the driver's volume() lookup.")
                .check(VolumeRules::takenIdIsRefused);
        book.must(3, "A copy has its source's capacity, and its source stays as it was.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because("XAPI has a clone that shares and a copy that does not; a copy that shares pins its source.")
                .lookAt("the driver's copy and whether the result has a backing volume.")
                .check(VolumeRules::copyIsWhole);
    }

    private static void madeVolumeIsFound(TckContext tck) {
        VolumeId id = tck.freshVolumeId();
        VolumeView made = tck.done(volumes(tck).create(VolumeSpec.thin(id, SIZE)));
        expect("the volume that was made", made.id()).is(id);
        expect("the capacity", found(tck, id).capacity()).is(SIZE);
        expect("who uses it", found(tck, id).usedBy().orElse(Set.of())).is(Set.of());
        expect(
                        "the ids that are listed",
                        volumes(tck).list().stream().map(VolumeView::id).toList())
                .has(id);
        expect("the ids in the inventory", CreationRules.volumes(tck)).has(id);
    }

    private static void takenIdIsRefused(TckContext tck) {
        VolumeId id = tck.volume();
        tck.refuses(ErrorKind.ALREADY_EXISTS, () -> volumes(tck).create(VolumeSpec.thin(id, Memory.mib(16))));
        expect("the capacity", found(tck, id).capacity()).is(SIZE);
    }

    private static void copyIsWhole(TckContext tck) {
        VolumeId source = tck.volume();
        VolumeId target = tck.freshVolumeId();
        VolumeView copy = tck.done(volumes(tck).copy(source, target));
        expect("the copy's capacity", copy.capacity()).is(SIZE);
        expect("the copy's parent", copy.backing()).is(Optional.empty());
        expect("the source's capacity", found(tck, source).capacity()).is(SIZE);
        expect("the effect of deleting the source", tck.done(volumes(tck).delete(source)))
                .is(Effect.APPLIED);
        expect("the copy", found(tck, target).id()).is(target);
    }

    private static void growing(RuleBook book) {
        book.must(
                        4,
                        "Growing a volume makes it exactly that large, and growing it to the size that it has comes to UNCHANGED.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because("libvirt can also read a resize as a delta.")
                .lookAt("the flags and the unit of the driver's grow.")
                .check(VolumeRules::growsToSize);
        book.must(5, "A volume is never made smaller: a smaller size is refused as INVALID_SPEC.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because("vcsim accepts a smaller disk; qemu-img shrinks with one flag and the data is gone.")
                .lookAt("the look at the present size before the driver is called.")
                .check(VolumeRules::neverShrinks);
    }

    private static void growsToSize(TckContext tck) {
        VolumeId id = tck.volume();
        expect("the effect", tck.done(volumes(tck).grow(id, Memory.mib(12)))).is(Effect.APPLIED);
        expect("the capacity", found(tck, id).capacity()).is(Memory.mib(12));
        expect("the effect of growing again", tck.done(volumes(tck).grow(id, Memory.mib(12))))
                .is(Effect.UNCHANGED);
    }

    private static void neverShrinks(TckContext tck) {
        VolumeId id = tck.volume();
        tck.refuses(ErrorKind.INVALID_SPEC, () -> volumes(tck).grow(id, Memory.mib(4)));
        expect("the capacity", found(tck, id).capacity()).is(SIZE);
    }

    private static void deleting(RuleBook book) {
        book.must(6, "A volume that was deleted is no longer listed, and deleting it again comes to UNCHANGED.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because("libvirt answers code 50 for a volume that is gone, and so does a typing error.")
                .lookAt("the driver's volume() for ids that do not exist.")
                .check(VolumeRules::deletedIsGone);
        book.must(
                        7,
                        "A volume that a guest references is not deleted, whether the guest runs or not, and the refusal names the guest.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because("libvirt deletes the disk of a running guest without a word.")
                .lookAt("usedBy: the driver must find the guests whose configuration names the volume.")
                .check(VolumeRules::usedIsNotDeleted);
        book.must(8, "A volume to which another is linked is not deleted, and the refusal names the child.")
                .in(Profile.CLONES)
                .needs(Capability.VOLUMES, Capability.VOLUME_LINKED)
                .needs(Feature.STORAGE, Feature.IMAGE)
                .because("Nothing but the core knows on libvirt that a qcow2 file is somebody's parent.")
                .lookAt("the backing field of volumes.")
                .check(VolumeRules::parentIsNotDeleted);
    }

    private static void deletedIsGone(TckContext tck) {
        VolumeId id = tck.volume();
        expect("the effect", tck.done(volumes(tck).delete(id))).is(Effect.APPLIED);
        expect("the volume", volumes(tck).find(id)).is(Optional.empty());
        expect("the ids in the inventory", CreationRules.volumes(tck)).hasNo(id);
        expect("the effect of deleting again", tck.done(volumes(tck).delete(id)))
                .is(Effect.UNCHANGED);
    }

    private static void usedIsNotDeleted(TckContext tck) {
        VolumeId id = tck.volume();
        Guest guest = tck.given(tck.spec().disk(DiskSpec.existing(id)).build());
        expect("who uses it", found(tck, id).usedBy()).is(Optional.of(Set.of(guest.id())));
        PolyvisorException off =
                tck.refuses(ErrorKind.INVALID_STATE, () -> volumes(tck).delete(id));
        expect("the refusal", off.getMessage()).has(guest.id());
        tck.done(guest.start());
        tck.refuses(ErrorKind.INVALID_STATE, () -> volumes(tck).delete(id));
        expect("the volume", found(tck, id).id()).is(id);
    }

    private static void parentIsNotDeleted(TckContext tck) {
        VolumeId parent = tck.freshVolumeId();
        tck.done(volumes(tck).copy(tck.environment().image().get(), parent));
        Guest child = tck.given(tck.spec().disk(DiskSpec.linkedTo(parent)).build());
        List<VolumeId> linked = DeletionRules.volumesOf(child).stream()
                .filter(volume ->
                        found(tck, volume).backing().filter(parent::equals).isPresent())
                .toList();
        expect("how many of the guest's volumes have the parent", linked.size()).is(1);
        PolyvisorException refusal =
                tck.refuses(ErrorKind.INVALID_STATE, () -> volumes(tck).delete(parent));
        expect("the refusal", refusal.getMessage()).has(linked.get(0));
    }

    private static void importing(RuleBook book) {
        book.must(9, "Importing a stream with the right checksum makes a volume, and with a wrong one leaves none.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.VOLUME_IMPORT, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because(
                        "An upload that breaks half-way leaves a volume of the right name and size on libvirt and on datastores.")
                .lookAt("the end of the driver's import, and what removes the half volume.")
                .check(VolumeRules::importChecksItself);
        book.must(10, "An import whose stream breaks fails and leaves no volume behind.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.VOLUME_IMPORT, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because("The half volume has the right name and is taken for a good one later.")
                .lookAt("what the driver's import does when reading throws.")
                .check(VolumeRules::brokenImportLeavesNothing);
    }

    private static void importChecksItself(TckContext tck) {
        byte[] bytes = "polyvisor".repeat(1024).getBytes(StandardCharsets.UTF_8);
        VolumeId good = tck.freshVolumeId();
        tck.done(volumes(tck)
                .importFrom(VolumeSpec.thin(good, SIZE), new ByteArrayInputStream(bytes), Optional.of(sha256(bytes))));
        expect("the imported volume", found(tck, good).id()).is(good);
        VolumeId bad = tck.freshVolumeId();
        String wrong = "0".repeat(64);
        tck.fails(() -> volumes(tck)
                .importFrom(VolumeSpec.thin(bad, SIZE), new ByteArrayInputStream(bytes), Optional.of(wrong)));
        expect("the volume whose checksum was wrong", volumes(tck).find(bad)).is(Optional.empty());
    }

    private static void brokenImportLeavesNothing(TckContext tck) {
        VolumeId id = tck.freshVolumeId();
        tck.fails(() -> volumes(tck).importFrom(VolumeSpec.thin(id, SIZE), new BrokenStream(), Optional.empty()));
        expect("the volume whose stream broke", volumes(tck).find(id)).is(Optional.empty());
    }

    private static void space(RuleBook book) {
        book.must(11, "A volume that its storage cannot hold is refused before anything is made, naming what is free.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.VOLUME_THICK)
                .needs(Feature.STORAGE)
                .because("libvirt answers SYSTEM_ERROR and XAPI SR_FULL: neither says how much is free.")
                .lookAt("free of storages.")
                .check(VolumeRules::tooLargeIsRefused);
        book.must(12, "A thick volume takes its whole capacity at once, a thin one less.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.VOLUME_THICK, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because("Thin is the default of some storages and thick of others; overbooking must be a choice.")
                .lookAt("the allocation that the driver asks for and reads back.")
                .check(VolumeRules::provisioningIsKept);
    }

    private static void tooLargeIsRefused(TckContext tck) {
        StorageId storage = tck.environment().storage().get();
        Memory free = tck.endpoint().inventory(InventoryField.STORAGES).storages().stream()
                .filter(view -> view.id().equals(storage))
                .findFirst()
                .flatMap(StorageView::free)
                .orElse(Memory.gib(64L * 1024));
        VolumeId id = tck.freshVolumeId();
        PolyvisorException failure =
                tck.fails(() -> volumes(tck).create(VolumeSpec.thick(id, free.plus(Memory.gib(1)))));
        boolean kind = failure.kind() == ErrorKind.INVALID_SPEC || failure.kind() == ErrorKind.INSUFFICIENT_CAPACITY;
        expectThat(kind, "the failure is INVALID_SPEC or INSUFFICIENT_CAPACITY", failure);
        expect("the message", failure.getMessage()).has("free");
        expect("the volume", volumes(tck).find(id)).is(Optional.empty());
    }

    private static void provisioningIsKept(TckContext tck) {
        VolumeId thick = tck.freshVolumeId();
        VolumeView whole = tck.done(volumes(tck).create(VolumeSpec.thick(thick, SIZE)));
        expectThat(!SIZE.isMoreThan(whole.allocated()), "a thick volume takes " + SIZE, whole);
        VolumeId thin = tck.freshVolumeId();
        VolumeView little = tck.done(volumes(tck).create(VolumeSpec.thin(thin, SIZE)));
        expectThat(SIZE.isMoreThan(little.allocated()), "a thin volume takes less than " + SIZE, little);
    }

    private static EndpointVolumes volumes(TckContext tck) {
        return tck.endpoint().volumes();
    }

    static VolumeView found(TckContext tck, VolumeId id) {
        return volumes(tck)
                .find(id)
                .orElseThrow(() -> new io.polyvisor.tck.RuleViolation("volume " + id + " is found", "it is not"));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
