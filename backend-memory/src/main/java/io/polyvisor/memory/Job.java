package io.polyvisor.memory;

import io.polyvisor.error.Fault;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.Progress;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Work that takes time: it shows as a current operation of a guest and keeps other jobs away from it, tells how far it is, and ends
 * early when its caller gives up. Nothing is changed while it lasts: what it is for happens at once, after its time.
 */
final class Job implements AutoCloseable {
    private static final int STEPS = 10;

    private final MemorySession session;
    private final Call call;
    private final CountDownLatch aborted = new CountDownLatch(1);
    private final Runnable end;

    private Job(MemorySession session, Call call, Runnable end) {
        this.session = session;
        this.call = call;
        this.end = end;
        if (session.profile().provides(Capability.OPERATION_CANCEL)) {
            call.onCancel(aborted::countDown);
        }
    }

    /** Work that keeps no guest busy. */
    static Job alone(MemorySession session, Call call) {
        return new Job(session, call, () -> {});
    }

    /** Work on a guest, which must be let through by {@link Site#require(io.polyvisor.model.GuestId, Verb)} before. */
    static Job on(GuestState guest, Verb verb, MemorySession session, Call call) {
        CurrentOperation shown = CurrentOperation.of(verb);
        guest.jobs().add(shown);
        session.site().tell(guest.id());
        return new Job(
                session,
                call,
                () -> session.always(() -> {
                    guest.jobs().remove(shown);
                    session.site().tell(guest.id());
                }));
    }

    /** Takes as long as it takes to move that many bytes, and tells of it. */
    void move(String phase, long bytes) {
        Duration step = session.site().pace().moving(bytes).dividedBy(STEPS);
        for (int i = 0; i < STEPS; i++) {
            report(Progress.ofBytes(phase, bytes / STEPS * i, Math.max(1, bytes)));
            rest(step, phase);
        }
        report(Progress.ofBytes(phase, Math.max(1, bytes), Math.max(1, bytes)));
    }

    /** Refuses to go on once the caller gave up. */
    void goOn(String phase) {
        boolean givenUp = aborted.getCount() == 0
                || (session.profile().provides(Capability.OPERATION_CANCEL) && call.cancelled());
        if (givenUp) {
            throw Refusal.of(new Fault.Cancelled(phase));
        }
    }

    void report(Progress progress) {
        if (session.profile().provides(Capability.OPERATION_PROGRESS)) {
            call.report(progress);
        }
    }

    private void rest(Duration step, String phase) {
        goOn(phase);
        if (step.isZero()) {
            return;
        }
        TimeSource time = session.site().world().time();
        try {
            if (time != TimeSource.system()) {
                time.sleep(step);
            } else if (aborted.await(step.toNanos(), TimeUnit.NANOSECONDS)) {
                goOn(phase);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(new Fault.Cancelled(phase));
        }
        goOn(phase);
    }

    /** The guest is free again. */
    @Override
    public void close() {
        end.run();
    }
}
