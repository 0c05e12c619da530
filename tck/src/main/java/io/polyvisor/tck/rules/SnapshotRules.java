package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.OFF;
import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.model.SnapshotContent.DISKS;
import static io.polyvisor.model.SnapshotContent.DISKS_AND_MEMORY;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Loss;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.Verb;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.RuleViolation;
import io.polyvisor.tck.TckContext;
import java.util.List;
import java.util.Optional;

/** Snapshots: what they hold, what a revert brings back, and how they hang together. */
final class SnapshotRules {

    private SnapshotRules() {}

    static void write(RuleBook book) {
        taking(book);
        reverting(book);
        dropping(book);
        tree(book);
    }

    private static void taking(RuleBook book) {
        book.must(
                        1,
                        "A snapshot of disks of a guest that is OFF is listed with its name and description, says that it holds DISKS and reverts to OFF, and the guest is unchanged.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_DISKS)
                .because(
                        "libvirt picks internal or external, with memory or without, from the guest's state and flags.")
                .lookAt("the driver's take and its reader of snapshots.")
                .check(tck -> taken(tck, tck.off(), DISKS, OFF));
        book.must(2, "A snapshot with memory of a RUNNING guest reverts to RUNNING, and the guest goes on RUNNING.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_MEMORY)
                .because(
                        "cloudstack#8015: a snapshot that leaves the guest paused; XAPI's checkpoint is a suspend and a resume.")
                .lookAt("the guest's state after the driver's take.")
                .check(tck -> taken(tck, tck.running(), DISKS_AND_MEMORY, RUNNING));
        book.must(
                        3,
                        "A snapshot with memory of a guest that is OFF is refused as INVALID_STATE, naming the snapshot of disks.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_MEMORY)
                .because("libvirt and vSphere then take one without memory and say nothing.")
                .lookAt("the transition table's OFF column.")
                .check(tck -> {
                    Guest guest = tck.off();
                    PolyvisorException refusal = tck.refuses(
                            ErrorKind.INVALID_STATE, () -> guest.snapshots().create("none", DISKS_AND_MEMORY));
                    expect("the refusal", refusal.getMessage()).has("disks");
                });
        book.must(4, "A second snapshot of one name is refused as ALREADY_EXISTS, and the first is still there.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_DISKS)
                .because(
                        "vSphere allows equal names; libvirt redefines on a flag: 'before-upgrade' must mean one moment.")
                .lookAt("the list before the driver's take.")
                .check(SnapshotRules::nameIsTaken);
        book.must(5, "A snapshot's name and description are kept as they are, with markup, quotes and other scripts.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_DISKS)
                .because("They travel through XML and through file names.")
                .lookAt("how the driver carries key and name.")
                .check(SnapshotRules::textIsKept);
    }

    private static void taken(TckContext tck, Guest guest, SnapshotContent holds, PowerState revertsTo) {
        PowerState before = guest.view().power().state();
        SnapshotView made = find(guest, tck.done(guest.snapshots().create("moment", "taken by a rule", holds)));
        expect("the name", made.name()).is("moment");
        expect("the description", made.description()).is("taken by a rule");
        expect("what it holds", made.holds()).is(holds);
        expect("to which power state it reverts", made.revertsTo()).is(revertsTo);
        expect("how many snapshots there are", guest.snapshots().list().size()).is(1);
        tck.expectPower(guest, before);
    }

    private static void nameIsTaken(TckContext tck) {
        Guest guest = tck.off();
        SnapshotView first = snapshot(tck, guest, "moment");
        tck.refuses(ErrorKind.ALREADY_EXISTS, () -> guest.snapshots().create("moment", DISKS));
        expect("the snapshots", guest.snapshots().list()).is(List.of(first));
    }

    private static void textIsKept(TckContext tck) {
        Guest guest = tck.off();
        String name = "a<b>&'c' \"d\" größe";
        SnapshotView made = find(guest, tck.done(guest.snapshots().create(name, "line one\nline <two>", DISKS)));
        expect("the name", find(guest, made.id()).name()).is(name);
        expect("the description", find(guest, made.id()).description()).is("line one\nline <two>");
    }

    private static void reverting(RuleBook book) {
        book.must(
                        6,
                        "Reverting to a snapshot of disks restores the configuration of that moment and leaves the guest OFF.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_DISKS, Capability.SNAPSHOT_REVERT, Capability.RECONFIGURE_COLD)
                .because(
                        "vcsim restores no configuration and never changes power; cloudstack#4356: a revert 'worked' and had no effect.")
                .lookAt("the driver's revert, then observe.")
                .check(SnapshotRules::configurationComesBack);
        book.must(7, "Reverting an OFF guest to a snapshot with memory leaves it RUNNING.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_MEMORY, Capability.SNAPSHOT_REVERT)
                .because(
                        "A XAPI checkpoint reverts to Suspended and vSphere can be told not to power on: the snapshot's own word must hold.")
                .lookAt("the driver's revert: does it end in revertsTo?")
                .check(SnapshotRules::memoryRunsAgain);
        book.must(
                        8,
                        "A revert undoes what the guest wrote to memory and disk since the snapshot, as seen inside the guest.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_MEMORY, Capability.SNAPSHOT_REVERT, Capability.CONSOLE_SERIAL)
                .needs(Feature.READY_GUEST)
                .because("It is what snapshots are for, and nothing outside the guest can tell.")
                .lookAt("whether disks are part of the snapshot (format, internal or external).")
                .check(SnapshotRules::insideIsUndone);
        book.must(
                        9,
                        "A revert without agreeing to the loss of the present state is refused, and the guest is unchanged.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_DISKS, Capability.SNAPSHOT_REVERT)
                .because("A revert throws hours of work away with the same click that takes a snapshot.")
                .lookAt("the loss in the transition table's revert row.")
                .check(SnapshotRules::lossIsAgreed);
        book.must(10, "Reverting to a snapshot that is gone fails as NOT_FOUND, and the guest is unchanged.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_DISKS, Capability.SNAPSHOT_REVERT)
                .because("libvirt keys snapshots by name: a new one of the same name is another moment.")
                .lookAt("the list before the driver's revert.")
                .check(SnapshotRules::goneIsNotFound);
    }

    private static void configurationComesBack(TckContext tck) {
        Guest guest = tck.off();
        GuestView before = guest.view();
        SnapshotView moment = snapshot(tck, guest, "moment");
        tck.done(guest.reconfigure(GuestChange.set().vcpus(before.vcpus() + 1).description("later")));
        tck.done(guest.start());
        expect("the effect", tck.done(guest.snapshots().revert(moment.id(), Loss.OF_PRESENT_STATE)))
                .is(Effect.APPLIED);
        tck.expectPower(guest, OFF);
        expect("the processors", guest.view().vcpus()).is(before.vcpus());
        expect("the description", guest.view().requireDetails().description())
                .is(before.requireDetails().description());
        expect("the name", guest.view().name()).is(before.name());
    }

    private static void memoryRunsAgain(TckContext tck) {
        Guest guest = tck.running();
        SnapshotId moment = tck.done(guest.snapshots().create("moment", DISKS_AND_MEMORY));
        tck.done(guest.powerOff());
        tck.done(guest.snapshots().revert(moment, Loss.OF_PRESENT_STATE));
        tck.expectPower(guest, RUNNING);
    }

    private static void insideIsUndone(TckContext tck) {
        Guest guest = tck.ready();
        tck.inside(guest, GuestEyes.remember("first"));
        tck.inside(guest, GuestEyes.store("first"));
        SnapshotId moment = tck.done(guest.snapshots().create("moment", DISKS_AND_MEMORY));
        try {
            tck.inside(guest, GuestEyes.remember("second"));
            tck.inside(guest, GuestEyes.store("second"));
            tck.done(guest.snapshots().revert(moment, Loss.OF_PRESENT_STATE));
            tck.expectPower(guest, RUNNING);
            expect("the word in memory", tck.inside(guest, GuestEyes.MEMORY)).is("first");
            expect("the word on disk", tck.inside(guest, GuestEyes.DISK)).is("first");
        } finally {
            tck.done(guest.snapshots().delete(moment));
        }
    }

    private static void lossIsAgreed(TckContext tck) {
        for (PowerState state : tck.reachableStates()) {
            Guest guest = tck.off();
            SnapshotView moment = snapshot(tck, guest, "moment");
            tck.brought(guest, state);
            boolean granted = guest.may(Verb.SNAPSHOT_REVERT).granted();
            PolyvisorException refusal = tck.refuses(
                    ErrorKind.INVALID_STATE, () -> guest.snapshots().revert(moment.id(), Loss.OF_SAVED_MEMORY));
            if (granted) {
                expect("the refusal", refusal.getMessage()).has("OF_PRESENT_STATE");
            }
            tck.expectPower(guest, state);
        }
    }

    private static void goneIsNotFound(TckContext tck) {
        Guest guest = tck.off();
        SnapshotView moment = snapshot(tck, guest, "moment");
        tck.done(guest.snapshots().delete(moment.id()));
        tck.refuses(ErrorKind.NOT_FOUND, () -> guest.snapshots().revert(moment.id(), Loss.OF_PRESENT_STATE));
        tck.expectPower(guest, OFF);
    }

    private static void dropping(RuleBook book) {
        book.must(11, "Deleting a snapshot leaves the guest as it is, and deleting it again comes to UNCHANGED.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_DISKS)
                .because("cloudstack#11453: two kinds of snapshots destroyed each other when one was deleted.")
                .lookAt("the driver's drop.")
                .check(SnapshotRules::droppedIsGone);
        book.must(12, "A guest with snapshots can be deleted, and a guest made later under its name has none.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_DISKS)
                .because("libvirt refuses to undefine a guest with snapshots, and forgets their metadata when forced.")
                .lookAt("the driver's delete.")
                .check(SnapshotRules::guestWithSnapshotsGoes);
    }

    private static void droppedIsGone(TckContext tck) {
        Guest guest = tck.off();
        SnapshotView moment = snapshot(tck, guest, "moment");
        tck.done(guest.start());
        GuestView before = guest.view();
        expect("the effect", tck.done(guest.snapshots().delete(moment.id()))).is(Effect.APPLIED);
        expect("the snapshots", guest.snapshots().list()).is(List.of());
        expect("the guest", guest.view().summary()).is(before.summary());
        expect("the effect of deleting again", tck.done(guest.snapshots().delete(moment.id())))
                .is(Effect.UNCHANGED);
    }

    private static void guestWithSnapshotsGoes(TckContext tck) {
        Guest guest = tck.off();
        snapshot(tck, guest, "moment");
        var name = DeletionRules.nameOf(guest);
        expect("the effect", tck.done(guest.delete(Deletion.withOwnedVolumes())).effect())
                .is(Effect.APPLIED);
        Guest later = tck.given(tck.environment().cheapGuest(name).build());
        expect("the snapshots of a new guest of that name", later.snapshots().list())
                .is(List.of());
    }

    private static void tree(RuleBook book) {
        book.must(
                        13,
                        "A snapshot's parent is the one from which the guest went on, and the last one taken or reverted to is current.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_DISKS, Capability.SNAPSHOT_REVERT, Capability.SNAPSHOT_TREE)
                .because(
                        "libvirt names parents, vSphere nests, XAPI points: a line that is drawn as a tree misleads every revert.")
                .lookAt("the driver's reader of parents and of the current snapshot.")
                .check(SnapshotRules::parents);
        book.must(14, "When a snapshot is deleted its children move up to its parent and still revert.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_DISKS, Capability.SNAPSHOT_REVERT, Capability.SNAPSHOT_TREE)
                .because("vSphere's removeChildren takes a subtree along with one flag.")
                .lookAt("the flags of the driver's drop.")
                .check(SnapshotRules::childrenMoveUp);
    }

    private static void parents(TckContext tck) {
        Guest guest = tck.off();
        SnapshotView root = snapshot(tck, guest, "root");
        SnapshotView left = snapshot(tck, guest, "left");
        tck.done(guest.snapshots().revert(root.id(), Loss.OF_PRESENT_STATE));
        expectThat(
                find(guest, root.id()).current(),
                "the snapshot that was reverted to is current",
                guest.snapshots().list());
        SnapshotView right = snapshot(tck, guest, "right");
        expect("the root's parent", find(guest, root.id()).parent()).is(Optional.empty());
        expect("the left one's parent", find(guest, left.id()).parent()).is(Optional.of(root.id()));
        expect("the right one's parent", find(guest, right.id()).parent()).is(Optional.of(root.id()));
        expect("the current snapshots", current(guest)).is(List.of(right.id()));
        expect("the first of the list", guest.snapshots().list().get(0).id()).is(root.id());
    }

    private static void childrenMoveUp(TckContext tck) {
        Guest guest = tck.off();
        SnapshotView root = snapshot(tck, guest, "root");
        SnapshotView middle = snapshot(tck, guest, "middle");
        SnapshotView leaf = snapshot(tck, guest, "leaf");
        tck.done(guest.snapshots().delete(middle.id()));
        expect("the leaf's parent", find(guest, leaf.id()).parent()).is(Optional.of(root.id()));
        expect(
                        "the effect of reverting to the leaf",
                        tck.done(guest.snapshots().revert(leaf.id(), Loss.OF_PRESENT_STATE)))
                .is(Effect.APPLIED);
    }

    private static SnapshotView snapshot(TckContext tck, Guest guest, String name) {
        return find(guest, tck.done(guest.snapshots().create(name, DISKS)));
    }

    private static SnapshotView find(Guest guest, SnapshotId id) {
        return guest.snapshots().list().stream()
                .filter(snapshot -> snapshot.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new RuleViolation("snapshot " + id + " is listed", "it is not"));
    }

    private static List<SnapshotId> current(Guest guest) {
        return guest.snapshots().list().stream()
                .filter(SnapshotView::current)
                .map(SnapshotView::id)
                .toList();
    }
}
