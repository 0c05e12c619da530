package io.polyvisor.internal;

import io.polyvisor.model.Progress;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call into a driver, as the driver sees it. */
final class LaneCall implements Call {
    private final Deadline deadline;
    private final Consumer<Progress> progress;
    private final Object lock = new Object();
    private boolean cancelled;
    private @Nullable Runnable abort;

    LaneCall(Deadline deadline, Consumer<Progress> progress) {
        this.deadline = deadline;
        this.progress = progress;
    }

    @Override
    public Duration remaining() {
        return deadline.remaining();
    }

    @Override
    public void report(Progress report) {
        progress.accept(report);
    }

    @Override
    public boolean cancelled() {
        synchronized (lock) {
            return cancelled;
        }
    }

    @Override
    public void onCancel(Runnable howToAbort) {
        boolean atOnce;
        synchronized (lock) {
            abort = howToAbort;
            atOnce = cancelled;
        }
        if (atOnce) {
            howToAbort.run();
        }
    }

    @Override
    public TimeSource time() {
        return deadline.time();
    }

    /** Asks the driver to stop; false when it never said how. The abort runs on this thread. */
    boolean cancel() {
        Runnable howToAbort;
        synchronized (lock) {
            cancelled = true;
            howToAbort = abort;
        }
        if (howToAbort == null) {
            return false;
        }
        howToAbort.run();
        return true;
    }
}
