package io.polyvisor.spi;

import io.polyvisor.model.Progress;
import java.time.Duration;

/**
 * One call of the core into a driver: how much time is left, where progress goes, and whether the caller gave up. A driver passes
 * what it can to its vendor library and otherwise need not look: the core keeps the deadline.
 *
 * <p>Thread-safe.
 */
public interface Call {

    /** What is left until the deadline; zero when it passed. */
    Duration remaining();

    /** Tells how far the call is. Never blocks. */
    void report(Progress progress);

    /** Whether the caller wants the call to end. */
    boolean cancelled();

    /**
     * Says how the call can be aborted while it runs; the core runs {@code abort} on another thread when the caller cancels or the
     * deadline passes. Without it the call cannot be cancelled once it is under way.
     */
    void onCancel(Runnable abort);

    /** The clock by which the deadline is kept. */
    TimeSource time();
}
