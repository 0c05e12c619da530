package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.OFF;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.NicView;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Guests made from guests and from templates: the same, and nobody else's. */
final class CloneRules {

    private CloneRules() {}

    static void write(RuleBook book) {
        clones(book);
        templates(book);
    }

    private static void clones(RuleBook book) {
        book.must(
                        1,
                        "A clone is OFF, has its source's processors, memory and number of disks, and its own id, MAC addresses and volumes.")
                .in(Profile.CLONES)
                .needs(Capability.CLONE_FULL, Capability.VOLUMES, Capability.NETWORKS, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE, Feature.NETWORK)
                .because("A clone that keeps the MAC address or shares a disk damages its source the moment both run.")
                .lookAt("the driver's cloneGuest: what it copies, and what it makes anew.")
                .check(CloneRules::cloneIsItsOwn);
        book.must(2, "Cloning leaves the source as it is, and deleting the clone leaves the source's volumes.")
                .in(Profile.CLONES)
                .needs(Capability.CLONE_FULL, Capability.VOLUMES, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because("DELETE_OWNED on a clone that still references its source's disk would take it along.")
                .lookAt("the volumes in the clone's slots.")
                .check(CloneRules::sourceStays);
        book.must(3, "Cloning under a name that is taken is refused as ALREADY_EXISTS, and nothing is copied.")
                .in(Profile.CLONES)
                .needs(Capability.CLONE_FULL)
                .because("vCenter answers DuplicateName, XAPI and older simulators make a second guest of that name.")
                .lookAt("the lookup by name before the driver's cloneGuest.")
                .check(tck -> {
                    Guest source = tck.off();
                    GuestName taken = DeletionRules.nameOf(tck.off());
                    tck.refuses(ErrorKind.ALREADY_EXISTS, () -> source.cloneAs(CloneSpec.full(taken.value())));
                    expect(
                                    "guests of that name",
                                    tck.endpoint().inventory().named(taken).size())
                            .is(1);
                });
        book.must(
                        4,
                        "A linked clone's volumes have the source's as parents and take less room, and the source is not deleted from under them.")
                .in(Profile.CLONES)
                .needs(Capability.CLONE_LINKED, Capability.VOLUMES, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because("libvirt lets a backing file be deleted, after which every clone is lost.")
                .lookAt("the backing field of volumes, and what DELETE_OWNED spares.")
                .check(CloneRules::linkedNeedsParent);
    }

    private static void cloneIsItsOwn(TckContext tck) {
        Guest source = tck.given(withDiskAndNic(tck));
        Guest clone = clone(tck, source);
        GuestView mine = clone.view();
        GuestView its = source.view();
        tck.expectPower(clone, OFF);
        expect("the clone's id", clone.id()).isNot(source.id());
        expect("the processors", mine.vcpus()).is(its.vcpus());
        expect("the memory", mine.memory()).is(its.memory());
        expect("the number of disks", mine.requireDetails().disks().size())
                .is(its.requireDetails().disks().size());
        expect("the number of NICs", macs(mine).size()).is(macs(its).size());
        macs(its).forEach(mac -> expect("the clone's MAC addresses", macs(mine)).hasNo(mac));
        Set<VolumeId> shared = new TreeSet<>(DeletionRules.volumesOf(clone));
        shared.retainAll(DeletionRules.volumesOf(source));
        expect("the volumes that both reference", shared).is(Set.of());
        for (VolumeId volume : DeletionRules.volumesOf(clone)) {
            expect("the parent of " + volume, VolumeRules.found(tck, volume).backing())
                    .is(
                            "not one of the source's",
                            parent -> parent.filter(DeletionRules.volumesOf(source)::contains)
                                    .isEmpty());
        }
    }

    private static void sourceStays(TckContext tck) {
        Guest source = tck.given(withDisk(tck));
        GuestView before = source.view();
        Guest clone = clone(tck, source);
        expect("the source", tck.quiet(source)).is(before);
        tck.done(clone.delete(Deletion.withOwnedVolumes()));
        DeletionRules.volumesOf(source).forEach(volume -> VolumeRules.found(tck, volume));
        tck.done(source.start());
    }

    private static void linkedNeedsParent(TckContext tck) {
        Guest source = tck.given(withDisk(tck));
        CloneSpec spec = CloneSpec.linked(tck.freshName().value());
        Guest clone = tck.owned(tck.done(source.cloneAs(spec)));
        Set<VolumeId> parents = DeletionRules.volumesOf(source);
        for (VolumeId volume : DeletionRules.volumesOf(clone)) {
            VolumeView view = VolumeRules.found(tck, volume);
            expectThat(
                    view.backing().filter(parents::contains).isPresent(),
                    "the parent of " + volume + " is one of " + parents,
                    view);
        }
        tck.done(source.delete(Deletion.withOwnedVolumes()));
        parents.forEach(parent -> VolumeRules.found(tck, tck.owned(parent)));
        tck.done(clone.start());
    }

    private static void templates(RuleBook book) {
        book.must(
                        5,
                        "A template that is made from a guest is listed with the guest's processors and memory, and the guest stays as it is.")
                .in(Profile.CLONES)
                .needs(Capability.TEMPLATES)
                .because("vSphere's MarkAsTemplate turns the guest itself into one; it is then gone.")
                .lookAt("the driver's make: a copy, not a conversion.")
                .check(CloneRules::templateIsListed);
        book.must(
                        6,
                        "A guest that is deployed from a template is OFF, has the template's processors and memory, and is found by its key.")
                .in(Profile.CLONES)
                .needs(Capability.TEMPLATES, Capability.CLONE_FULL)
                .because(
                        "A deploy that asks for power stays off in one simulator; the key must travel in the clone's own call.")
                .lookAt("the driver's deploy.")
                .check(CloneRules::deployedGuest);
        book.must(
                        7,
                        "A template that was deleted is no longer listed, guests deployed from it stay, and deleting it again comes to UNCHANGED.")
                .in(Profile.CLONES)
                .needs(Capability.TEMPLATES, Capability.CLONE_FULL)
                .because("A template may be the parent of what was made from it.")
                .lookAt("the driver's remove, and linked volumes.")
                .check(CloneRules::deletedTemplate);
    }

    private static void templateIsListed(TckContext tck) {
        Guest source = tck.off();
        GuestView before = source.view();
        GuestName name = tck.freshName();
        TemplateId id = tck.owned(tck.done(source.makeTemplate(name)));
        TemplateView listed = listed(tck, id)
                .orElseThrow(() -> new io.polyvisor.tck.RuleViolation("the template is listed", "it is not"));
        expect("the template's name", listed.name()).is(name);
        expect("the template's processors", listed.vcpus()).is(before.vcpus());
        expect("the template's memory", listed.memory()).is(before.memory());
        expect("the guest", tck.quiet(source)).is(before);
        tck.done(source.start());
    }

    private static void deployedGuest(TckContext tck) {
        Guest source = tck.off();
        TemplateId template = tck.owned(tck.done(source.makeTemplate(tck.freshName())));
        CreationKey key = CreationKey.fresh();
        CloneSpec spec = CloneSpec.full(tck.freshName().value());
        Guest guest = tck.owned(tck.done(tck.endpoint().templates().deploy(template, spec, key)));
        tck.expectPower(guest, OFF);
        expect("the name", guest.view().name()).is(spec.name());
        expect("the processors", guest.view().vcpus()).is(source.view().vcpus());
        expect("the memory", guest.view().memory()).is(source.view().memory());
        expect("the guest under the key", tck.endpoint().find(key).map(Guest::id))
                .is(Optional.of(guest.id()));
        tck.done(guest.start());
    }

    private static void deletedTemplate(TckContext tck) {
        TemplateId template = tck.done(tck.off().makeTemplate(tck.freshName()));
        Guest guest = tck.owned(tck.done(tck.endpoint()
                .templates()
                .deploy(template, CloneSpec.full(tck.freshName().value()))));
        expect("the effect", tck.done(tck.endpoint().templates().delete(template)))
                .is(Effect.APPLIED);
        expect("the template", listed(tck, template)).is(Optional.empty());
        tck.done(guest.start());
        expect(
                        "the effect of deleting again",
                        tck.done(tck.endpoint().templates().delete(template)))
                .is(Effect.UNCHANGED);
    }

    private static Guest clone(TckContext tck, Guest source) {
        return tck.owned(tck.done(source.cloneAs(CloneSpec.full(tck.freshName().value()))));
    }

    private static Optional<TemplateView> listed(TckContext tck, TemplateId id) {
        return tck.endpoint().templates().list().stream()
                .filter(template -> template.id().equals(id))
                .findFirst();
    }

    private static List<?> macs(GuestView view) {
        return view.requireDetails().nics().stream().map(NicView::mac).toList();
    }

    private static GuestSpec withDisk(TckContext tck) {
        return tck.spec()
                .disk(DiskSpec.newDisk(Memory.mib(8))
                        .in(tck.environment().storage().get()))
                .build();
    }

    private static GuestSpec withDiskAndNic(TckContext tck) {
        return tck.spec()
                .vcpus(2)
                .disk(DiskSpec.newDisk(Memory.mib(8))
                        .in(tck.environment().storage().get()))
                .nic(NicSpec.on(tck.environment().network().get()))
                .build();
    }
}
