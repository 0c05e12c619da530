package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.OFF;
import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Guest;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.error.RetryAdvice;
import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.memory.faults.Mishap;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Deleted;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeId;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What becomes of a verb whose reply is lost: by its class, never by guessing. */
final class LostReplyRules {

    private LostReplyRules() {}

    static void write(RuleBook book) {
        goals(book);
        keyed(book);
        once(book);
    }

    private static void goals(RuleBook book) {
        book.must(
                        20,
                        "A goal whose reply was lost is observed: when it is reached the operation comes to APPLIED and nothing is sent again.")
                .because("Retrying power on after it worked is an error on three of four hypervisors.")
                .lookAt("the pursuit of GOAL verbs after a lost reply.")
                .check(LostReplyRules::goalReached);
        book.must(21, "A goal whose request was lost is sent again, and comes to APPLIED.")
                .because(
                        "A timeout says nothing about whether it was heard; people press the button again and so does a library.")
                .lookAt("the pursuit of GOAL verbs after a lost request.")
                .check(LostReplyRules::goalSentAgain);
        book.must(22, "A read whose reply was lost is read again, and its caller does not notice.")
                .because("One dropped packet must not fail a table of 2,000 guests.")
                .lookAt("how reads are repeated.")
                .check(LostReplyRules::readAgain);
    }

    private static void goalReached(TckContext tck) {
        Guest guest = tck.off();
        tck.edge().forget();
        tck.edge().strike(FaultRule.first(Verb.START, Mishap.REPLY_LOST));
        expect("the effect", tck.done(guest.start())).is(Effect.APPLIED);
        expect("how often start was sent", tck.edge().count("Driver.start")).is(1);
        tck.expectPower(guest, RUNNING);
        tck.edge().strike(FaultRule.first(Verb.DELETE, Mishap.REPLY_LOST));
        tck.done(guest.powerOff());
        Deleted deleted = tck.done(guest.delete(Deletion.withOwnedVolumes()));
        expect("the effect of delete", deleted.effect()).is(Effect.APPLIED);
    }

    private static void goalSentAgain(TckContext tck) {
        Guest guest = tck.off();
        tck.edge().forget();
        tck.edge().strike(FaultRule.first(Verb.START, Mishap.REQUEST_LOST));
        expect("the effect", tck.done(guest.start())).is(Effect.APPLIED);
        expect("how often start was sent", tck.edge().count("Driver.start")).is(2);
        tck.expectPower(guest, RUNNING);
    }

    private static void readAgain(TckContext tck) {
        Guest guest = tck.off();
        tck.edge().strike(FaultRule.first(Verb.INVENTORY, Mishap.REPLY_LOST));
        Inventory seen = tck.endpoint().inventory();
        expectThat(seen.guest(guest.id()).isPresent(), "the guest is in the inventory", seen);
    }

    private static void keyed(RuleBook book) {
        book.must(23, "A guest whose creation's reply was lost is found by its key, and is made once.")
                .because("The second create either overwrites the first (libvirt) or makes a twin (vSphere).")
                .lookAt("find(), and that the pursuit of KEYED verbs never sends twice.")
                .check(LostReplyRules::createdOnce);
        book.must(
                        24,
                        "A creation whose request was lost is not sent again: it fails with outcome UNKNOWN, and reconciling finds NOT_APPLIED.")
                .because("A request that is late may still arrive: whoever sends again makes two.")
                .lookAt("the pursuit of KEYED verbs after a lost request.")
                .check(LostReplyRules::createLost);
        book.must(25, "A snapshot whose reply was lost is found by its key, and is taken once.")
                .in(Profile.SNAPSHOTS)
                .needs(Capability.SNAPSHOT_DISKS)
                .because("vSphere allows two of one name; the second would hide the first.")
                .lookAt("the key of snapshots.")
                .check(LostReplyRules::snapshotOnce);
        book.must(26, "A disk whose attaching's reply was lost is found by its key, and is attached once.")
                .in(Profile.VOLUMES)
                .needs(Capability.DISK_COLD, Capability.VOLUMES)
                .needs(Feature.STORAGE)
                .because("A disk that is attached twice is one file system with two writers.")
                .lookAt("findDisk().")
                .check(LostReplyRules::diskOnce);
    }

    private static void createdOnce(TckContext tck) {
        GuestSpec spec = tck.spec().build();
        CreationKey key = CreationKey.fresh();
        tck.edge().forget();
        tck.edge().strike(FaultRule.first(Verb.CREATE, Mishap.REPLY_LOST));
        Guest guest = tck.owned(tck.done(tck.endpoint().create(spec, key)));
        expect("how often create was sent", tck.edge().count("Driver.create")).is(1);
        expect(
                        "how many guests have the name",
                        tck.endpoint().inventory().named(spec.name()).size())
                .is(1);
        expect("the guest under the key", tck.endpoint().find(key).map(Guest::id))
                .is(Optional.of(guest.id()));
    }

    private static void createLost(TckContext tck) {
        GuestSpec spec = tck.spec().build();
        tck.edge().forget();
        tck.edge().strike(FaultRule.first(Verb.CREATE, Mishap.REQUEST_LOST));
        PolyvisorException failure = tck.fails(() -> tck.endpoint().create(spec));
        expect("the outcome", failure.outcome()).is(Outcome.UNKNOWN);
        expect("what reconciling finds", failure.reconcile(tck.patience())).is(Outcome.NOT_APPLIED);
        expect("how often create was sent", tck.edge().count("Driver.create")).is(1);
        expect("the names of guests", TckContext.names(tck.endpoint())).hasNo(spec.name());
    }

    private static void snapshotOnce(TckContext tck) {
        Guest guest = tck.off();
        tck.edge().forget();
        tck.edge().strike(FaultRule.first(Verb.SNAPSHOT_DISKS, Mishap.REPLY_LOST));
        tck.done(guest.snapshots().create("moment", SnapshotContent.DISKS));
        expect("how often it was taken", tck.edge().count("Snapshots.take")).is(1);
        expect("how many snapshots there are", guest.snapshots().list().size()).is(1);
    }

    private static void diskOnce(TckContext tck) {
        Guest guest = tck.off();
        VolumeId volume = tck.volume();
        int before = guest.view().requireDetails().disks().size();
        tck.edge().forget();
        tck.edge().strike(FaultRule.first(Verb.DISK_ATTACH, Mishap.REPLY_LOST));
        tck.done(guest.disks().attach(DiskSpec.existing(volume)));
        expect("how often it was attached", tck.edge().count("Devices.attachDisk"))
                .is(1);
        expect("how many slots there are", guest.view().requireDetails().disks().size())
                .is(before + 1);
    }

    private static void once(RuleBook book) {
        book.must(
                        27,
                        "A verb of class ONCE whose reply was lost fails with outcome UNKNOWN unless an observation proves it, and is not sent again.")
                .needs(Capability.RESET)
                .because(
                        "A reset that is sent twice interrupts a boot; no observation tells whether the first was heard.")
                .lookAt("the pursuit of ONCE verbs.")
                .check(LostReplyRules::onceIsUnknown);
        book.must(28, "Reconciling an UNKNOWN outcome only observes, and finds out what can be found out.")
                .because("A reconcile that acts is a retry by another name.")
                .lookAt("the proof of the verb, and that nothing mutating crosses the edge.")
                .check(LostReplyRules::reconcileOnlyObserves);
    }

    private static void onceIsUnknown(TckContext tck) {
        Guest guest = tck.running();
        tck.edge().forget();
        tck.edge().strike(FaultRule.first(Verb.RESET, Mishap.REPLY_LOST));
        PolyvisorException failure = tck.fails(guest::reset);
        expect("the outcome", failure.outcome()).is(Outcome.UNKNOWN);
        expect("the advice", failure.retry()).is(RetryAdvice.AFTER_RECONCILE);
        expect("how often it was sent", tck.edge().count("Rebooting.reset")).is(1);
        tck.expectPower(guest, RUNNING);
    }

    private static void reconcileOnlyObserves(TckContext tck) {
        GuestName name = tck.freshName();
        Guest guest = tck.given(tck.environment().cheapGuest(name).build());
        FaultRule silence = FaultRule.every("*", Mishap.UNREACHABLE);
        tck.edge().answer("Driver.start", () -> {
            tck.edge().strike(silence);
            throw io.polyvisor.spi.DriverException.lost(
                    new io.polyvisor.error.Fault.Unreachable("the harness cut the connection"), Optional.empty(), null);
        });
        PolyvisorException failure =
                tck.fails(() -> guest.within(Duration.ofSeconds(2)).start());
        expect("the outcome", failure.outcome()).is(Outcome.UNKNOWN);
        tck.edge().calm();
        tck.edge().forget();
        expect("what reconciling finds", failure.reconcile(tck.patience())).is(Outcome.NOT_APPLIED);
        expect("what reconciling sends", tck.edge().mutatingCalls()).is(List.of());
        tck.expectPower(guest, OFF);
    }
}
