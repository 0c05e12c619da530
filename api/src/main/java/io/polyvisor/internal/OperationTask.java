package io.polyvisor.internal;

import io.polyvisor.Cancellation;
import io.polyvisor.Operation;
import io.polyvisor.OperationId;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Progress;
import io.polyvisor.model.Verb;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An operation as its caller sees it. */
final class OperationTask<T> implements Operation<T> {
    private static final Logger LOG = System.getLogger("io.polyvisor.operations");
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LATE = Duration.ofSeconds(5);

    private final OperationId id = new OperationId(NUMBERS.incrementAndGet());
    private final Action<T> action;
    private final String object;
    private final Deadline deadline;
    private final Failures failures;
    private final Executor callbacks;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final List<Consumer<Progress>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile Progress progress = Progress.of("waiting");
    private final Object sendingLock = new Object();
    private boolean sending;
    private volatile boolean cancelRequested;
    private volatile @Nullable LaneCall current;

    OperationTask(Action<T> action, String object, Deadline deadline, Failures failures, Executor callbacks) {
        this.action = action;
        this.object = object;
        this.deadline = deadline;
        this.failures = failures;
        this.callbacks = callbacks;
    }

    Action<T> action() {
        return action;
    }

    Deadline deadline() {
        return deadline;
    }

    Failures failures() {
        return failures;
    }

    /** Claims the right to run it; false when it was cancelled, or its time ran out, while it waited. */
    boolean begin() {
        return begun.compareAndSet(false, true);
    }

    /** Ends it before it began; false when it began already. */
    boolean endUnbegun(Fault why) {
        return begin() && result.completeExceptionally(failures.of(why, Outcome.NOT_APPLIED));
    }

    void succeed(T value) {
        result.complete(value);
    }

    void fail(Throwable failure) {
        result.completeExceptionally(failure);
    }

    void callBegan(LaneCall call) {
        current = call;
        if (cancelRequested) {
            call.cancel();
        }
    }

    void report(Progress report) {
        progress = report;
        for (Consumer<Progress> listener : listeners) {
            try {
                listener.accept(report);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a progress listener failed", e);
            }
        }
    }

    @Override
    public OperationId id() {
        return id;
    }

    @Override
    public Verb verb() {
        return action.verb();
    }

    @Override
    public String object() {
        return object;
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public Operation<T> onProgress(Consumer<Progress> listener) {
        listeners.add(listener);
        return this;
    }

    /** Claims the right to send; false when it was cancelled while it looked. */
    boolean beginSending() {
        synchronized (sendingLock) {
            sending = !cancelRequested;
            return sending;
        }
    }

    @Override
    public Cancellation cancel() {
        if (done()) {
            return Cancellation.TOO_LATE;
        }
        boolean sent;
        synchronized (sendingLock) {
            cancelRequested = true;
            sent = sending;
        }
        if (endUnbegun(new Fault.Cancelled("waiting for its turn"))) {
            return Cancellation.CANCELLED;
        }
        LaneCall call = current;
        boolean abortable = call != null && call.cancel();
        return abortable || !sent || done() ? howItEnded() : Cancellation.UNSUPPORTED;
    }

    private Cancellation howItEnded() {
        try {
            result.get(CANCEL_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            return Cancellation.TOO_LATE;
        } catch (ExecutionException e) {
            boolean withoutEffect =
                    e.getCause() instanceof PolyvisorException failure && failure.outcome() == Outcome.NOT_APPLIED;
            return withoutEffect ? Cancellation.CANCELLED : Cancellation.TOO_LATE;
        } catch (TimeoutException e) {
            return Cancellation.UNSUPPORTED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Cancellation.UNSUPPORTED;
        }
    }

    @Override
    public boolean done() {
        return result.isDone();
    }

    @Override
    public T await() {
        return await(deadline.remaining().plus(LATE))
                .orElseThrow(() -> failures.of(
                        new Fault.DeadlineExceeded("waiting for the operation to report"), Outcome.UNKNOWN));
    }

    @Override
    public Optional<T> await(Duration patience) {
        try {
            return Optional.of(result.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw asUnchecked(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.of(new Fault.Cancelled("waiting for it; the operation goes on"), Outcome.UNKNOWN);
        }
    }

    @Override
    public CompletionStage<T> stage() {
        CompletableFuture<T> copy = new CompletableFuture<>();
        CompletableFuture<T> unused = result.whenCompleteAsync(
                (value, failure) -> {
                    if (failure == null) {
                        copy.complete(value);
                    } else {
                        copy.completeExceptionally(failure);
                    }
                },
                callbacks);
        return copy.minimalCompletionStage();
    }

    private static RuntimeException asUnchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
