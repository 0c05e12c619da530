package io.polyvisor.internal;

import io.polyvisor.Operation;
import io.polyvisor.error.Fault;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.GuestId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
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
    private final ThreadPoolExecutor callbacks;
    private final AtomicBoolean closed = new AtomicBoolean();

    OperationRunner(EndpointState endpoint) {
        this.endpoint = endpoint;
        // As many threads as operations may be waiting: most wait for a guest or a slot, and none may keep another from
        // its turn.
        this.threads = idling(endpoint.options().limits().queue(), "polyvisor operation on " + endpoint.name());
        this.callbacks = idling(2, "polyvisor callbacks of " + endpoint.name());
        this.turns = new TurnQueue(endpoint.options().limits().queue(), threads);
    }

    /** Daemon threads that end by themselves when idle, so that nothing need shut them down while results are on their way. */
    private static ThreadPoolExecutor idling(int width, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                width, width, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
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
        Turn turn = new Turn(
                action.orderKey(),
                action.verb(),
                () -> {
                    alarm.cancel(false);
                    return run(task, scope);
                },
                () -> task.endUnbegun(new Fault.Unreachable("the endpoint was closed")));
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
        return turns.close(patience);
    }

    /** Runs it, and answers how its caller is told: after its turn is over, so that nobody sees it going on when it has ended. */
    private <T> Runnable run(OperationTask<T> task, Scope scope) {
        if (!task.begin()) {
            return () -> {};
        }
        AuditTrail trail = new AuditTrail(endpoint, task.id(), task.verb(), task.object(), scope.why());
        Work work = new Work(
                endpoint,
                task.deadline(),
                endpoint.options().readDeadline(),
                task.failures(),
                task::report,
                task::callBegan);
        boolean checks = scope.checks().isPresent();
        try {
            Pursuit.Found<T> found = new Pursuit(work, task).pursue(task.action(), checks);
            trail.succeeded(found.effect(), work.hosts());
            announce(task, Optional.of(found.value()));
            return () -> task.succeed(found.value());
        } catch (CheckCollector.CheckedOnly checked) {
            return () -> task.fail(checked);
        } catch (RuntimeException | Error failure) {
            if (!checks) {
                trail.failed(failure, work.hosts());
                announce(task, Optional.empty());
            }
            return () -> task.fail(failure);
        }
    }

    /** Hypervisors keep quiet about some changes, ours among them: whoever watches shall see what we did. */
    private void announce(OperationTask<?> task, Optional<?> made) {
        task.action().guest().ifPresent(guest -> endpoint.events().touched(guest));
        made.filter(GuestId.class::isInstance)
                .map(GuestId.class::cast)
                .ifPresent(guest -> endpoint.events().touched(guest));
    }
}
