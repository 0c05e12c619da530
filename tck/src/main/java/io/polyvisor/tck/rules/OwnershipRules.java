package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.OFF;
import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.AccessMode;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Loss;
import io.polyvisor.model.Mark;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose guests may be touched, and how the mark that says so survives. */
final class OwnershipRules {

    private OwnershipRules() {}

    static void write(RuleBook book) {
        modes(book);
        adopting(book);
        survival(book);
    }

    private static void modes(RuleBook book) {
        book.must(1, "An endpoint that was opened READ_ONLY refuses every mutating verb as DENIED and sends nothing.")
                .in(Profile.OWNERSHIP)
                .because(
                        "Monitoring tools embed the library with a user who could do everything; libvirt's own read-only socket is a different one.")
                .lookAt("the first line of the guard.")
                .check(OwnershipRules::readOnly);
        book.must(
                        2,
                        "An endpoint that was opened OWNED refuses mutating verbs on a guest without our mark as DENIED, naming adopt, and sends nothing.")
                .in(Profile.OWNERSHIP)
                .needs(Feature.FOREIGN_CLIENT)
                .because(
                        "Hosts are shared with people and with other tools, and libvirt lets every client do everything to every guest.")
                .lookAt("whether the driver's observe invents a mark for guests that have none.")
                .check(OwnershipRules::foreignIsDenied);
        book.must(3, "Guests without our mark are read like all others, in every mode.")
                .in(Profile.OWNERSHIP)
                .needs(Feature.FOREIGN_CLIENT)
                .because("A view with holes hides what takes the memory.")
                .lookAt("filters in the driver's inventory.")
                .check(OwnershipRules::foreignIsRead);
        book.must(4, "An endpoint that was opened ALL may touch guests without our mark, and leaves them without it.")
                .in(Profile.OWNERSHIP)
                .needs(Feature.FOREIGN_CLIENT)
                .because("Touching is not owning: a start must not turn into a claim.")
                .lookAt("calls to mark() outside adopt, create and annotate.")
                .check(OwnershipRules::allTouches);
    }

    private static void readOnly(TckContext tck) {
        Guest guest = tck.running();
        Endpoint endpoint = tck.connect(AccessMode.READ_ONLY);
        Guest seen = endpoint.guest(guest.id());
        GuestSpec spec = tck.spec().build();
        tck.refuses(ErrorKind.DENIED, seen::powerOff);
        tck.refuses(ErrorKind.DENIED, seen::adopt);
        tck.refuses(ErrorKind.DENIED, () -> seen.delete(Deletion.withOwnedVolumes()));
        tck.refuses(ErrorKind.DENIED, () -> seen.reconfigure(GuestChange.set().description("not mine")));
        tck.refuses(ErrorKind.DENIED, () -> endpoint.create(spec));
        tck.expectPower(seen, RUNNING);
    }

    private static void foreignIsDenied(TckContext tck) {
        Guest guest = tck.endpoint().guest(tck.foreign());
        PolyvisorException failure = tck.refuses(ErrorKind.DENIED, guest::start);
        expect("the refusal", failure.getMessage()).has("adopt");
        tck.refuses(ErrorKind.DENIED, () -> guest.delete(Deletion.withOwnedVolumes()));
        tck.refuses(ErrorKind.DENIED, () -> guest.reconfigure(GuestChange.set().description("not mine")));
        tck.expectPower(guest, OFF);
    }

    private static void foreignIsRead(TckContext tck) {
        GuestId foreign = tck.foreign();
        for (AccessMode mode : AccessMode.values()) {
            Endpoint endpoint = tck.connect(mode);
            Optional<GuestView> row = endpoint.inventory().guest(foreign);
            expect("the foreign guest in mode " + mode, row)
                    .is(Optional.of(endpoint.guest(foreign).view().summary()));
        }
    }

    private static void allTouches(TckContext tck) {
        Guest guest = tck.connect(AccessMode.ALL).guest(tck.foreign());
        expect("the effect", tck.done(guest.start())).is(Effect.APPLIED);
        expect("the mark", mark(guest)).is(Optional.empty());
        tck.expectPower(guest, RUNNING);
    }

    private static void adopting(RuleBook book) {
        book.must(5, "Adopting adds our mark and changes nothing else that an observation shows.")
                .in(Profile.OWNERSHIP)
                .needs(Feature.FOREIGN_CLIENT)
                .because(
                        "On libvirt mark and tags are one metadata element, on vz the mark lives in the description: a careless write loses text.")
                .lookAt("the driver's mark().")
                .check(OwnershipRules::adoptAddsTheMark);
        book.must(6, "An adopted guest may be touched by an OWNED endpoint.")
                .in(Profile.OWNERSHIP)
                .needs(Feature.FOREIGN_CLIENT)
                .because("It is what adopting is for.")
                .lookAt("where observe reads the mark from: the stored definition.")
                .check(tck -> {
                    Guest guest = tck.endpoint().guest(tck.foreign());
                    tck.done(guest.adopt());
                    PowerRules.applied(tck, guest, Guest::start, RUNNING);
                });
        book.must(7, "Adopting a guest that bears our mark comes to UNCHANGED and keeps its key, tags and protection.")
                .in(Profile.OWNERSHIP)
                .because("A second adoption that writes an empty mark forgets under which key the guest was made.")
                .lookAt("adopt in the core: does it write before it looks?")
                .check(OwnershipRules::adoptTwice);
    }

    private static void adoptAddsTheMark(TckContext tck) {
        Guest guest = tck.endpoint().guest(tck.foreign());
        GuestView before = guest.view();
        expect("the effect", tck.done(guest.adopt())).is(Effect.APPLIED);
        GuestView after = guest.view();
        expect("the mark", mark(guest)).is(Optional.of(Mark.adopted()));
        expect("the guest apart from its mark", withoutMark(after)).is(withoutMark(before));
    }

    private static void adoptTwice(TckContext tck) {
        Guest guest = marked(tck);
        Optional<Mark> before = mark(guest);
        PowerRules.unchanged(tck, guest, Guest::adopt, OFF);
        expect("the mark", mark(guest)).is(before);
    }

    private static void survival(RuleBook book) {
        book.must(8, "A guest that was made bears our mark with its key, tags and protection from the first moment.")
                .in(Profile.OWNERSHIP)
                .because("A mark that is added by a second call is missing when the first reply is lost.")
                .lookAt("the driver's create: does the creating call carry the mark?")
                .check(OwnershipRules::madeGuestIsMarked);
        book.must(9, "The mark survives start, stop and reconfiguration.")
                .in(Profile.OWNERSHIP)
                .needs(Capability.RECONFIGURE_COLD)
                .because(
                        "Redefining a libvirt guest from parts forgets its metadata, and metadata written live is not in the stored definition.")
                .lookAt("the driver's reconfigure: does it keep what it does not know?")
                .check(OwnershipRules::markSurvivesPower);
        book.must(10, "The mark survives suspension and resumption.")
                .in(Profile.OWNERSHIP)
                .needs(Capability.SUSPEND)
                .because(
                        "A libvirt guest restored from its saved image runs without metadata that was written meanwhile.")
                .lookAt("where observe reads the mark from: the stored definition.")
                .check(OwnershipRules::markSurvivesSuspension);
        book.must(11, "The mark, with tags that were set after the snapshot, survives a revert.")
                .in(Profile.OWNERSHIP)
                .needs(Capability.SNAPSHOT_DISKS, Capability.SNAPSHOT_REVERT)
                .because(
                        "libvirt's revert restores the whole definition: metadata written after the snapshot was gone, live and stored.")
                .lookAt("whether the core reapplies the mark after a revert, and the driver's mark().")
                .check(OwnershipRules::markSurvivesRevert);
        book.must(12, "A clone bears a mark of its own: its key, not its source's.")
                .in(Profile.OWNERSHIP)
                .needs(Capability.CLONE_FULL)
                .because("Define, XAPI's clone and vCenter's clone copy metadata: two guests would answer to one key.")
                .lookAt("the driver's cloneGuest: does the creating call overwrite the mark?")
                .check(OwnershipRules::cloneHasItsOwnMark);
    }

    private static void madeGuestIsMarked(TckContext tck) {
        CreationKey key = CreationKey.fresh();
        GuestSpec spec = tck.spec()
                .tag("a", "1")
                .protection(io.polyvisor.model.Protection.PROTECTED)
                .build();
        Guest guest = tck.owned(tck.done(tck.endpoint().create(spec, key)));
        Mark expected = new Mark(Optional.of(key), spec.tags(), spec.protection());
        expect("the mark", mark(guest)).is(Optional.of(expected));
    }

    private static void markSurvivesPower(TckContext tck) {
        Guest guest = marked(tck);
        Optional<Mark> before = mark(guest);
        tck.done(guest.start());
        expect("the mark while running", mark(guest)).is(before);
        tck.done(guest.powerOff());
        tck.done(guest.reconfigure(GuestChange.set().vcpus(2)));
        expect("the mark after a change", mark(guest)).is(before);
    }

    private static void markSurvivesSuspension(TckContext tck) {
        Guest guest = marked(tck);
        Optional<Mark> before = mark(guest);
        tck.done(guest.start());
        tck.done(guest.suspend());
        expect("the mark while suspended", mark(guest)).is(before);
        tck.done(guest.resume());
        expect("the mark after resumption", mark(guest)).is(before);
    }

    private static void markSurvivesRevert(TckContext tck) {
        Guest guest = marked(tck);
        var snapshot = tck.done(guest.snapshots().create("before", SnapshotContent.DISKS));
        tck.done(guest.reconfigure(GuestChange.set().tags(Map.of("set", "later"))));
        Optional<Mark> before = mark(guest);
        tck.done(guest.snapshots().revert(snapshot, Loss.OF_PRESENT_STATE));
        expect("the mark after a revert", mark(guest)).is(before);
    }

    private static void cloneHasItsOwnMark(TckContext tck) {
        CreationKey sources = CreationKey.fresh();
        Guest source = tck.owned(tck.done(tck.endpoint().create(tck.spec().build(), sources)));
        CreationKey key = CreationKey.fresh();
        CloneSpec spec = CloneSpec.full(tck.freshName().value());
        Guest clone = tck.owned(tck.done(source.cloneAs(spec, key)));
        expect("the key in the clone's mark", mark(clone).flatMap(Mark::key)).is(Optional.of(key));
        expect("the guest under the source's key", tck.endpoint().find(sources).map(Guest::id))
                .is(Optional.of(source.id()));
        expect("the guest under the clone's key", tck.endpoint().find(key).map(Guest::id))
                .is(Optional.of(clone.id()));
    }

    private static Guest marked(TckContext tck) {
        Guest guest = tck.given(tck.spec().tag("owner", "rule").build());
        expectThat(mark(guest).isPresent(), "a guest that was made bears a mark", guest.view());
        return guest;
    }

    private static Optional<Mark> mark(Guest guest) {
        return guest.view().details().flatMap(GuestDetails::mark);
    }

    private static List<Object> withoutMark(GuestView view) {
        GuestDetails details = view.requireDetails();
        return List.of(
                view.summary(),
                details.description(),
                details.disks(),
                details.nics(),
                details.bootOrder(),
                details.maxVcpus(),
                details.maxMemory(),
                details.pending());
    }
}
