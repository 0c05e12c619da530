package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.OFF;
import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectKind;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Cancellation;
import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Effect;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Progress;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.RuleViolation;
import io.polyvisor.tck.TckContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asking an operation to stop, and hearing how far it is. */
final class CancellationRules {

    private CancellationRules() {}

    static void write(RuleBook book) {
        cancelling(book);
        progress(book);
    }

    private static void cancelling(RuleBook book) {
        book.must(20, "Cancelling an operation that waits for its turn comes to CANCELLED, and it has no effect.")
                .because("A queue that cannot be left is the reason why people restart the service.")
                .lookAt("the claim to run an operation.")
                .check(CancellationRules::waiting);
        book.must(21, "Cancelling an operation that has ended comes to TOO_LATE, and its result stays.")
                .because("A cancel that reports success after the fact turns a done move into a lost guest.")
                .lookAt("cancel() of an operation that is done.")
                .check(CancellationRules::tooLate);
        book.must(
                        22,
                        "Cancelling what cannot be stopped comes to UNSUPPORTED or TOO_LATE, never to CANCELLED, and the operation comes to its end.")
                .because("vcsim can cancel no task and a libvirt start has no abort: the answer must say so.")
                .lookAt("whether the driver told how to abort its call.")
                .check(CancellationRules::cannotBeStopped);
        book.must(23, "Cancelling the stage of an operation does not cancel the operation.")
                .because("A web request that times out must not stop a migration.")
                .lookAt("stage().")
                .check(CancellationRules::stageIsAView);
    }

    private static void waiting(TckContext tck) {
        Guest guest = tck.off();
        FaultRule hanging = tck.hang("Driver.start");
        Operation<Effect> start = guest.start();
        tck.awaitStruck(hanging);
        Operation<Effect> waits = guest.start();
        expect("what cancelling comes to", waits.cancel()).is(Cancellation.CANCELLED);
        PolyvisorException failure = tck.fails(() -> waits);
        expectKind(failure, ErrorKind.CANCELLED);
        expect("the outcome", failure.outcome()).is(Outcome.NOT_APPLIED);
        tck.edge().calm();
        expect("the effect of the first", tck.done(start)).is(Effect.APPLIED);
        tck.expectPower(guest, RUNNING);
    }

    private static void tooLate(TckContext tck) {
        Guest guest = tck.off();
        Operation<Effect> start = guest.start();
        tck.done(start);
        expect("what cancelling comes to", start.cancel()).is(Cancellation.TOO_LATE);
        expect("the effect", tck.done(start)).is(Effect.APPLIED);
        tck.expectPower(guest, RUNNING);
    }

    private static void cannotBeStopped(TckContext tck) {
        Guest guest = tck.off();
        FaultRule hanging = tck.hang("Driver.start");
        Operation<Effect> start = guest.start();
        tck.awaitStruck(hanging);
        expect("what cancelling comes to", start.cancel()).isNot(Cancellation.CANCELLED);
        tck.edge().calm();
        expect("the effect", tck.done(start)).is(Effect.APPLIED);
        tck.expectPower(guest, RUNNING);
    }

    private static void stageIsAView(TckContext tck) {
        Guest guest = tck.off();
        FaultRule hanging = tck.hang("Driver.start");
        Operation<Effect> start = guest.start();
        tck.awaitStruck(hanging);
        // One that waits for its turn: a start that was sent cannot be stopped, so it would outlive being cancelled,
        // too.
        Operation<Effect> waits = guest.start();
        CompletableFuture<Effect> future = waits.stage().toCompletableFuture();
        future.cancel(true);
        tck.edge().calm();
        expect("the effect of the first", tck.done(start)).is(Effect.APPLIED);
        tck.done(waits);
        tck.expectPower(guest, RUNNING);
    }

    private static void progress(RuleBook book) {
        book.should(24, "Progress never goes back within a phase, and its fractions are from 0 to 1.")
                .in(Profile.VOLUMES)
                .needs(
                        Capability.OPERATION_PROGRESS,
                        Capability.VOLUMES,
                        Capability.VOLUME_IMPORT,
                        Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because("Memory that is dirtied while it is copied makes QEMU's own numbers run backwards.")
                .lookAt("what the driver reports.")
                .check(CancellationRules::neverBack);
        book.must(25, "A progress listener that throws harms neither the operation nor other listeners.")
                .because("A progress bar on a closed terminal must not stop a migration.")
                .lookAt("who calls listeners.")
                .check(CancellationRules::brokenListener);
        book.must(
                        26,
                        "Operations under way show among the guest's current operations, and are gone from there when they ended.")
                .because(
                        "XAPI has current_operations and vSphere recentTask; on libvirt nobody else can tell that we are at it.")
                .lookAt("what is laid over observations.")
                .check(CancellationRules::showsUnderWay);
    }

    private static void neverBack(TckContext tck) {
        VolumeId id = tck.freshVolumeId();
        List<Progress> told = new CopyOnWriteArrayList<>();
        byte[] bytes = new byte[1 << 20];
        Operation<?> copying = tck.endpoint()
                .volumes()
                .importFrom(
                        VolumeSpec.thin(id, Memory.mib(8)),
                        new java.io.ByteArrayInputStream(bytes),
                        java.util.Optional.empty())
                .onProgress(told::add);
        tck.done(copying);
        for (int i = 1; i < told.size(); i++) {
            Progress before = told.get(i - 1);
            Progress now = told.get(i);
            boolean back = before.phase().equals(now.phase())
                    && before.fraction().orElse(0) > now.fraction().orElse(1);
            expectThat(!back, "progress does not go back", before + ", then " + now);
        }
    }

    private static void brokenListener(TckContext tck) {
        Guest guest = tck.off();
        List<Progress> told = new CopyOnWriteArrayList<>();
        Operation<Effect> start = guest.start()
                .onProgress(progress -> {
                    throw new RuleViolation("nobody minds", "a listener broke");
                })
                .onProgress(told::add);
        expect("the effect", tck.done(start)).is(Effect.APPLIED);
        tck.expectPower(guest, RUNNING);
    }

    private static void showsUnderWay(TckContext tck) {
        Guest guest = tck.off();
        FaultRule hanging = tck.hang("Driver.start");
        Operation<Effect> start = guest.start();
        tck.awaitStruck(hanging);
        expect("the state meanwhile", guest.view().power().state()).is(OFF);
        expectThat(
                underWay(guest),
                "start is a current operation",
                guest.view().requireDetails().currentOperations());
        tck.edge().calm();
        tck.done(start);
        tck.eventually("start is no current operation any more", () -> !underWay(guest));
    }

    private static boolean underWay(Guest guest) {
        return guest.view().requireDetails().currentOperations().stream()
                .anyMatch(operation -> operation
                        .verb()
                        .filter(io.polyvisor.model.Verb.START::equals)
                        .isPresent());
    }
}
