package io.polyvisor;

import io.polyvisor.model.Progress;
import io.polyvisor.model.Verb;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Something under way: hot, it was begun by the call that returned it and goes on whether or not anybody waits.
 *
 * <p>Two clocks: the operation's own deadline (see {@link Guest#within}) ends it: it is cancelled, observed and reported.
 * {@link #await(Duration)} bounds only the waiter.
 *
 * <p>Thread-safe.
 *
 * @param <T> what it comes to
 */
public interface Operation<T> {

    /** Its number. */
    OperationId id();

    /** What is being done. */
    Verb verb();

    /** To what, in words. */
    String object();

    /** How far it is; unknown is a value. Does not block. */
    Progress progress();

    /** Also tells {@code listener} from now on. It runs on a thread of Polyvisor and must return soon; its exceptions are logged. */
    Operation<T> onProgress(Consumer<Progress> listener);

    /** Asks it to stop, and waits until that is decided, at most ten seconds. */
    Cancellation cancel();

    /** Whether it has ended, in whatever way. Does not block. */
    boolean done();

    /**
     * Waits until it ends, at most until its own deadline.
     *
     * @throws io.polyvisor.error.PolyvisorException when it failed
     */
    T await();

    /**
     * Waits at most {@code patience}; the operation goes on if it has not ended by then.
     *
     * @return empty when it has not ended in time
     * @throws io.polyvisor.error.PolyvisorException when it failed
     */
    Optional<T> await(Duration patience);

    /**
     * The same as a stage. Cancelling it does not cancel the operation; dependents never run on a thread of the hypervisor's library.
     */
    CompletionStage<T> stage();
}
