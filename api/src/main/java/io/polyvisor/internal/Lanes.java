package io.polyvisor.internal;

import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.spi.DriverException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Where blocking driver calls run: a bounded set of platform threads per endpoint. A call that outlives its deadline is abandoned in
 * its lane, counted, and forgotten; when it comes back the lane is whole again. Too many abandoned lanes make the endpoint refuse at
 * once, so that nobody else waits behind a daemon that hangs.
 */
final class Lanes {
    private static final Logger LOG = System.getLogger("io.polyvisor.lanes");
    private static final Duration ABORT_GRACE = Duration.ofMillis(500);

    private final Semaphore free;
    private final int abandonedLimit;
    private final Set<Abandoned> abandoned = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;

    Lanes(String endpoint, int lanes, int abandonedLimit) {
        this.free = new Semaphore(lanes, true);
        this.abandonedLimit = abandonedLimit;
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                20,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Threads.named("polyvisor lane of " + endpoint));
    }

    /**
     * Runs {@code body} in a lane and waits for it until the deadline.
     *
     * @throws DriverException what the body threw; BUSY or UNREACHABLE before it began; DEADLINE_EXCEEDED with an unknown outcome
     *     after
     */
    <R> R call(String what, Deadline deadline, LaneCall call, Supplier<R> body) {
        refuseWhenStuck();
        takeLane(what, deadline);
        if (deadline.passed()) {
            free.release();
            throw DriverException.refused(new Fault.DeadlineExceeded("about to " + what));
        }
        CompletableFuture<R> done = new CompletableFuture<>();
        inLane(() -> {
            try {
                done.complete(body.get());
            } catch (Throwable t) {
                done.completeExceptionally(t);
            } finally {
                free.release();
            }
        });
        return await(what, deadline, call, done);
    }

    int abandonedLanes() {
        return abandoned.size();
    }

    List<String> stuckCalls() {
        return abandoned.stream().map(Abandoned::what).sorted().toList();
    }

    boolean refusing() {
        return abandoned.size() >= abandonedLimit;
    }

    void close() {
        threads.shutdown();
    }

    private void inLane(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException closed) {
            free.release();
            throw DriverException.refused(new Fault.Unreachable("the endpoint was closed"));
        }
    }

    private void refuseWhenStuck() {
        if (refusing()) {
            throw DriverException.refused(new Fault.Unreachable(abandoned.size()
                    + " earlier calls still hang (" + String.join(", ", stuckCalls())
                    + "); new calls are refused until one comes back"));
        }
    }

    private void takeLane(String what, Deadline deadline) {
        try {
            if (!free.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw DriverException.refused(new Fault.DeadlineExceeded("waiting for a free lane to " + what));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DriverException.refused(new Fault.Cancelled("waiting for a free lane to " + what));
        }
    }

    private <R> R await(String what, Deadline deadline, LaneCall call, CompletableFuture<R> done) {
        try {
            return done.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return abortOrAbandon(what, call, done);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon(what, done);
            throw DriverException.lost(new Fault.Cancelled(what), Optional.empty(), e);
        } catch (ExecutionException e) {
            throw rethrow(what, e.getCause() == null ? e : e.getCause());
        }
    }

    private <R> R abortOrAbandon(String what, LaneCall call, CompletableFuture<R> done) {
        CompletableFuture<Boolean> aborted = new CompletableFuture<>();
        Threads.named("polyvisor abort")
                .newThread(() -> {
                    try {
                        aborted.complete(call.cancel());
                    } catch (RuntimeException e) {
                        LOG.log(Level.WARNING, "aborting a call that outlived its deadline failed", e);
                        aborted.complete(false);
                    }
                })
                .start();
        try {
            if (aborted.get(ABORT_GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
                return done.get(ABORT_GRACE.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (TimeoutException e) {
            LOG.log(Level.DEBUG, "{0} did not end when aborted", what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw inTime(what, rethrow(what, e.getCause() == null ? e : e.getCause()));
        }
        abandon(what, done);
        throw DriverException.lost(new Fault.DeadlineExceeded(what), Optional.empty(), null);
    }

    /** Nobody cancelled it: its deadline did. */
    private static DriverException inTime(String what, DriverException ended) {
        if (!(ended.fault() instanceof Fault.Cancelled)) {
            return ended;
        }
        Fault late = new Fault.DeadlineExceeded(what);
        return ended.outcome() == Outcome.NOT_APPLIED
                ? DriverException.refused(late)
                : DriverException.lost(late, ended.nativeError(), ended);
    }

    private void abandon(String what, CompletableFuture<?> done) {
        Abandoned lane = new Abandoned(what, new Object());
        abandoned.add(lane);
        CompletableFuture<?> unused = done.whenComplete((value, thrown) -> abandoned.remove(lane));
    }

    private static DriverException rethrow(String what, Throwable thrown) {
        if (thrown instanceof DriverException fault) {
            return fault;
        }
        if (thrown instanceof VirtualMachineError error) {
            throw error;
        }
        return DriverException.lost(
                new Fault.BackendFault("the driver broke while it should " + what + " (" + thrown + ")"),
                Optional.empty(),
                thrown);
    }

    private record Abandoned(String what, Object identity) {}
}
