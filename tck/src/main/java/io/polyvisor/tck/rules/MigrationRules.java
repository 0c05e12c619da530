package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.OFF;
import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Cancellation;
import io.polyvisor.Console;
import io.polyvisor.Guest;
import io.polyvisor.Host;
import io.polyvisor.Migration;
import io.polyvisor.Operation;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.NotFoundException;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Progress;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.GuestInsider;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Moving guests between hosts: one guest before, one guest after, never two. */
final class MigrationRules {

    private MigrationRules() {}

    static void write(RuleBook book) {
        live(book);
        cold(book);
        refusals(book);
        cancelling(book);
    }

    private static void live(RuleBook book) {
        book.must(
                        1,
                        "A RUNNING guest that was moved live is RUNNING at the target, is not at the source, and the operation comes to its new handle.")
                .in(Profile.LIVE_MIGRATION)
                .needs(Capability.MIGRATE_LIVE)
                .needs(Feature.SECOND_HOST)
                .because(
                        "libvirt needs flags to define it there and to undefine it here; without them a restart brings the old one back.")
                .lookAt("the flags of the driver's migrate; then both hosts' lists.")
                .check(MigrationRules::movesLive);
        book.must(2, "The handle of a guest that moved to another endpoint says NOT_FOUND and where it is now.")
                .in(Profile.LIVE_MIGRATION)
                .needs(Capability.MIGRATE_LIVE)
                .needs(Feature.SECOND_HOST)
                .because(
                        "'Did the guest move to a different host? Do you even know which?' (a conference report of 2008).")
                .lookAt("what the core remembers of moves.")
                .check(MigrationRules::oldHandleKnows);
        book.must(3, "A guest keeps its name, size, disks, NICs and mark over a live move.")
                .in(Profile.LIVE_MIGRATION)
                .needs(Capability.MIGRATE_LIVE)
                .needs(Feature.SECOND_HOST)
                .because(
                        "Metadata that is not in the definition that travels stays behind, and the guest falls out of OWNED.")
                .lookAt("which definition the driver hands over.")
                .check(MigrationRules::keepsItself);
        book.must(4, "The guest's own memory goes on over a live move.")
                .in(Profile.LIVE_MIGRATION)
                .needs(Capability.MIGRATE_LIVE, Capability.CONSOLE_SERIAL)
                .needs(Feature.SECOND_HOST, Feature.READY_GUEST)
                .because("A move that is a restart elsewhere looks the same from outside.")
                .lookAt("whether the driver migrates live; the new console shows a boot when it does not.")
                .check(MigrationRules::memoryGoesOn);
        book.must(5, "A live move tells how far it is: fractions from 0 to 1.")
                .in(Profile.LIVE_MIGRATION)
                .needs(Capability.MIGRATE_LIVE, Capability.OPERATION_PROGRESS)
                .needs(Feature.SECOND_HOST)
                .because("A move of 64 GiB takes minutes; vcsim never filled progress in.")
                .lookAt("the driver's reading of job information.")
                .check(MigrationRules::tellsProgress);
    }

    private static void movesLive(TckContext tck) {
        Guest guest = tck.running();
        Host target = tck.otherHost(guest);
        Guest moved = tck.owned(tck.done(guest.migrate(to(tck, Migration.live(), target))));
        expectAt(moved, target);
        expect("the power state", moved.view().power().state()).is(RUNNING);
        expectNotBoth(tck, guest, moved);
    }

    private static void oldHandleKnows(TckContext tck) {
        Guest guest = tck.running();
        Host target = tck.otherHost(guest);
        Guest moved = tck.owned(tck.done(guest.migrate(to(tck, Migration.live(), target))));
        if (moved.endpoint().uri().equals(guest.endpoint().uri())) {
            expect("the host that the old handle tells", guest.view().host()).is(Optional.of(target.id()));
            return;
        }
        PolyvisorException failure = InventoryRules.failure(guest::view);
        expectThat(failure instanceof NotFoundException, "the old handle says NOT_FOUND", failure);
        Optional<String> place = ((NotFoundException) failure).fault().movedTo();
        expectThat(place.isPresent(), "the old handle says where it is now", failure);
    }

    private static void keepsItself(TckContext tck) {
        Guest guest =
                tck.given(tck.spec().description("moves").tag("moves", "yes").build());
        tck.done(guest.start());
        GuestView before = guest.view();
        Guest moved = tck.owned(tck.done(guest.migrate(to(tck, Migration.live(), tck.otherHost(guest)))));
        GuestView after = moved.view();
        expect("the name", after.name()).is(before.name());
        expect("the processors", after.vcpus()).is(before.vcpus());
        expect("the memory", after.memory()).is(before.memory());
        GuestDetails was = before.requireDetails();
        GuestDetails now = after.requireDetails();
        expect("the mark", now.mark()).is(was.mark());
        expect("the description", now.description()).is(was.description());
        expect("the NICs", now.nics()).is(was.nics());
        expect("the number of disks", now.disks().size()).is(was.disks().size());
        expect("whether it is persistent", after.persistent()).is(true);
    }

    private static void memoryGoesOn(TckContext tck) {
        Guest guest = tck.ready();
        tck.inside(guest, GuestEyes.remember("moved"));
        Guest moved = tck.done(guest.migrate(to(tck, Migration.live(), tck.otherHost(guest))));
        tck.owned(moved);
        try (Console console = moved.console()) {
            GuestInsider insider = tck.environment().insider().get();
            insider.enter(console, tck.patience());
            expect("the word in memory", insider.recall(console, tck.patience()))
                    .is("moved");
        } finally {
            tck.done(moved.powerOff());
            tck.spoilReady();
        }
    }

    private static void tellsProgress(TckContext tck) {
        Guest guest = tck.running();
        Host target = tck.otherHost(guest);
        List<Progress> told = new CopyOnWriteArrayList<>();
        tck.edge().holdProgress("Migrating.migrate");
        Operation<Guest> move = guest.migrate(to(tck, Migration.live(), target)).onProgress(told::add);
        tck.eventually("the move tells how far it is", () -> tck.edge().holds("Migrating.migrate") || move.done());
        told.add(move.progress());
        tck.edge().calm();
        tck.owned(tck.done(move));
        expectThat(
                told.stream()
                        .anyMatch(now ->
                                now.fraction().isPresent() || now.bytesDone().isPresent()),
                "a fraction or bytes are told at least once",
                told);
    }

    private static void cold(RuleBook book) {
        book.must(
                        6,
                        "A guest that is OFF and was moved cold is OFF at the target and is not at the source, and starts there.")
                .in(Profile.COLD_MIGRATION)
                .needs(Capability.MIGRATE_COLD)
                .needs(Feature.SECOND_HOST)
                .because(
                        "libvirt's offline migration moves the definition and leaves the disks; vzmigrate of a running guest stops it.")
                .lookAt("what becomes of the disks; whether the definition is gone at the source.")
                .check(MigrationRules::movesCold);
    }

    private static void movesCold(TckContext tck) {
        Guest guest = tck.off();
        Host target = tck.otherHost(guest);
        Guest moved = tck.owned(tck.done(guest.migrate(to(tck, Migration.cold(), target))));
        expectAt(moved, target);
        expect("the power state", moved.view().power().state()).is(OFF);
        expectNotBoth(tck, guest, moved);
        tck.done(moved.start());
    }

    private static void refusals(RuleBook book) {
        book.must(
                        7,
                        "A live move of a guest that is OFF is refused naming cold, and a cold move of a RUNNING one naming live.")
                .in(Profile.LIVE_MIGRATION)
                .needs(Capability.MIGRATE_LIVE, Capability.MIGRATE_COLD)
                .needs(Feature.SECOND_HOST)
                .because(
                        "vzmigrate without --online stops a running container to move it: an outage that nobody asked for.")
                .lookAt("the transition table's migrate rows.")
                .check(MigrationRules::wrongSort);
        book.must(8, "A move to the host where the guest is, is refused as INVALID_STATE, and the guest stays.")
                .in(Profile.LIVE_MIGRATION)
                .needs(Capability.MIGRATE_LIVE)
                .needs(Feature.SECOND_HOST)
                .because("libvirt fails on it, vcsim succeeds and does nothing.")
                .lookAt("the comparison of hosts before the driver is called.")
                .check(MigrationRules::sameHost);
    }

    private static void wrongSort(TckContext tck) {
        Guest guest = tck.off();
        Host target = tck.otherHost(guest);
        PolyvisorException live =
                tck.refuses(ErrorKind.INVALID_STATE, () -> guest.migrate(to(tck, Migration.live(), target)));
        expect("the refusal", live.getMessage()).has("cold");
        tck.done(guest.start());
        PolyvisorException cold =
                tck.refuses(ErrorKind.INVALID_STATE, () -> guest.migrate(to(tck, Migration.cold(), target)));
        expect("the refusal", cold.getMessage()).has("live");
        tck.expectPower(guest, RUNNING);
    }

    private static void sameHost(TckContext tck) {
        Guest guest = tck.running();
        HostId here = guest.view()
                .host()
                .orElseThrow(() -> new io.polyvisor.tck.RuleViolation("the guest tells its host", "it does not"));
        Host host = tck.connect(options -> options).host(here);
        PolyvisorException failure = tck.fails(() -> guest.migrate(to(tck, Migration.live(), host)));
        expect("the kind of failure", failure.kind()).is(ErrorKind.INVALID_STATE);
        tck.expectPower(guest, RUNNING);
        expect("its host", guest.view().host()).is(Optional.of(here));
    }

    private static void cancelling(RuleBook book) {
        book.must(9, "A live move that was cancelled leaves the guest RUNNING at the source and nothing at the target.")
                .in(Profile.LIVE_MIGRATION)
                .needs(Capability.MIGRATE_LIVE, Capability.OPERATION_CANCEL, Capability.CONSOLE_SERIAL)
                .needs(Feature.SECOND_HOST, Feature.READY_GUEST)
                .because(
                        "xen-orchestra#1003 and #6223: jobs that nobody can stop; a half move is two guests on one disk.")
                .lookAt("the driver's abort, and what it leaves at the target.")
                .check(MigrationRules::cancelledStays);
    }

    private static void cancelledStays(TckContext tck) {
        Guest guest = tck.ready();
        Host target = tck.otherHost(guest);
        tck.edge().holdProgress("Migrating.migrate");
        Operation<Guest> move = guest.migrate(to(tck, Migration.live(), target));
        tck.eventually("the move is under way", () -> tck.edge().holds("Migrating.migrate") || move.done());
        Cancellation answer = move.cancel();
        if (answer == Cancellation.CANCELLED) {
            expect("what the move came to", tck.fails(() -> move).kind()).is(ErrorKind.CANCELLED);
            tck.expectPower(guest, RUNNING);
            expectThat(
                    target.endpoint().inventory().guests().stream()
                            .noneMatch(other -> other.id().equals(guest.id())
                                    && !target.endpoint()
                                            .uri()
                                            .equals(guest.endpoint().uri())),
                    "nothing is at the target",
                    target.endpoint().inventory().guests());
            return;
        }
        expect("what cancelling a move comes to", answer).isNot(Cancellation.UNSUPPORTED);
        tck.note("the move was over before it could be cancelled: " + answer);
        Guest moved = tck.owned(tck.done(move));
        tck.done(moved.powerOff());
        tck.spoilReady();
    }

    static Migration to(TckContext tck, Migration how, Host target) {
        Migration move = how.to(target);
        return tck.environment().peerSharesStorage() ? move.declaringSharedStorage() : move;
    }

    private static void expectAt(Guest moved, Host target) {
        expect("the host of the guest that moved", moved.view().host()).is(Optional.of(target.id()));
        expect("its endpoint", moved.endpoint().uri()).is(target.endpoint().uri());
    }

    private static void expectNotBoth(TckContext tck, Guest old, Guest moved) {
        if (moved.endpoint().uri().equals(old.endpoint().uri())) {
            return;
        }
        var name = moved.view().name();
        expect("the names at the source", TckContext.names(old.endpoint())).hasNo(name);
        tck.environment()
                .witness()
                .optional()
                .ifPresent(witness -> expect(
                                "the names at the source in the eyes of " + witness.name(), witness.guestNames())
                        .hasNo(name.value()));
    }
}
