package io.polyvisor.internal;

import io.polyvisor.Operation;
import io.polyvisor.error.Fault;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.GuestId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs operations: per-guest order, bounded queue, deadline while waiting, then plan, send, pursue, audit. One per endpoint.
 */
final class OperationRunner {
    private final EndpointState endpoint;
    private final TurnQueue turns;
    private final ThreadPoolExecutor threads;
    private final ExecutorService callbacks;
    private final AtomicBoolean closed = new AtomicBoolean();

    OperationRunner(EndpointState endpoint) {
        this.endpoint = endpoint;
        int width = endpoint.options().limits().operations();
        this.threads = new ThreadPoolExecutor(
                width,
                width,
                20,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Threads.named("polyvisor operation on " + endpoint.name()));
        threads.allowCoreThreadTimeOut(true);
        ThreadPoolExecutor calling = new ThreadPoolExecutor(
                2,
                2,
                20,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Threads.named("polyvisor callbacks of " + endpoint.name()));
        calling.allowCoreThreadTimeOut(true);
        this.callbacks = calling;
        this.turns = new TurnQueue(endpoint.options().limits().queue(), threads);
    }

    /** Begins an action; the operation is under way, or failed, when this returns. */
    <T> Operation<T> begin(Action<T> action, Scope scope) {
        Deadline deadline =
                Deadline.in(scope.deadline().orElse(endpoint.options().operationDeadline()), endpoint.time());
        String object = action.guest().map(endpoint::describe).orElse(action.object());
        Failures failures = new Failures(endpoint.name(), action.verb(), Optional.of(object));
        OperationTask<T> task = new OperationTask<>(action, object, deadline, failures, callbacks);
        if (closed.get()) {
            task.endUnbegun(new Fault.Unreachable("the endpoint was closed"));
            return task;
        }
        ScheduledFuture<?> alarm = Alarms.in(
                deadline.remaining(), () -> task.endUnbegun(new Fault.DeadlineExceeded("waiting for its turn")));
        Turn turn = new Turn(action.orderKey(), action.verb(), () -> {
            alarm.cancel(false);
            run(task, scope);
        });
        try {
            turns.submit(turn);
        } catch (RejectedExecutionException full) {
            alarm.cancel(false);
            task.endUnbegun(new Fault.Busy(String.valueOf(full.getMessage())));
        }
        return task;
    }

    /** Keeps others away from that key while a migration arrives there; false when somebody is at it. */
    boolean hold(Object key) {
        return turns.hold(key);
    }

    void release(Object key) {
        turns.release(key);
    }

    Set<CurrentOperation> underWay(GuestId guest) {
        return turns.underWay(guest);
    }

    int running() {
        return turns.running();
    }

    int queued() {
        return turns.queued();
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Takes no more operations and waits for those under way; false when some had not ended in time. */
    boolean close(Duration patience) {
        closed.set(true);
        boolean drained = turns.drained(patience);
        threads.shutdown();
        callbacks.shutdown();
        return drained;
    }

    private <T> void run(OperationTask<T> task, Scope scope) {
        if (!task.begin()) {
            return;
        }
        AuditTrail trail = new AuditTrail(endpoint, task.id(), task.verb(), task.object(), scope.why());
        Work work = new Work(
                endpoint,
                task.deadline(),
                endpoint.options().readDeadline(),
                task.failures(),
                task::report,
                task::callBegan);
        try {
            Pursuit.Found<T> found =
                    new Pursuit(work).pursue(task.action(), scope.checks().isPresent());
            trail.succeeded(found.effect(), work.hosts());
            task.succeed(found.value());
        } catch (CheckCollector.CheckedOnly checked) {
            task.fail(checked);
        } catch (RuntimeException | Error failure) {
            if (scope.checks().isEmpty()) {
                trail.failed(failure, work.hosts());
            }
            task.fail(failure);
        }
    }
}
