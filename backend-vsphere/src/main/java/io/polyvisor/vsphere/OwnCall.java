package io.polyvisor.vsphere;

import io.polyvisor.model.Progress;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;

/** A call that nobody outside asked for: keeping a session alive, leaving it, aborting a task. */
final class OwnCall implements Call {
    private final TimeSource time;
    private final long end;

    private OwnCall(TimeSource time, Duration patience) {
        this.time = time;
        this.end = time.nanoTime() + patience.toNanos();
    }

    static Call within(Duration patience) {
        return new OwnCall(TimeSource.system(), patience);
    }

    @Override
    public Duration remaining() {
        long left = end - time.nanoTime();
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    @Override
    public void report(Progress progress) {
        // nobody waits for news of it
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public void onCancel(Runnable abort) {
        // nobody cancels it; its patience is short
    }

    @Override
    public TimeSource time() {
        return time;
    }
}
