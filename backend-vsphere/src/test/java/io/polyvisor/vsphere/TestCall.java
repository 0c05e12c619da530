package io.polyvisor.vsphere;

import io.polyvisor.model.Progress;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A call with a deadline, as the core would make it. */
final class TestCall implements Call {
    private final long end;
    private final Duration ahead;
    private final List<Progress> reports = new CopyOnWriteArrayList<>();
    private volatile @Nullable Runnable abort;
    private volatile boolean cancelled;

    private TestCall(Duration patience, Duration ahead) {
        this.end = System.nanoTime() + patience.toNanos();
        this.ahead = ahead;
    }

    static TestCall within(Duration patience) {
        return new TestCall(patience, Duration.ZERO);
    }

    static TestCall ofSeconds(int seconds) {
        return within(Duration.ofSeconds(seconds));
    }

    /** A call that is made later, as far as its clock tells. */
    static TestCall after(Duration ahead) {
        return new TestCall(Duration.ofSeconds(20), ahead);
    }

    /** What was told of its progress. */
    List<Progress> reports() {
        return List.copyOf(reports);
    }

    /** Whether the driver said how to abort it. */
    boolean canBeAborted() {
        return abort != null;
    }

    /** Asks the driver to end it, on this thread. */
    void cancel() {
        cancelled = true;
        Runnable how = abort;
        if (how != null) {
            how.run();
        }
    }

    @Override
    public Duration remaining() {
        long left = end - System.nanoTime();
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    @Override
    public void report(Progress progress) {
        reports.add(progress);
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable how) {
        abort = how;
        if (cancelled) {
            how.run();
        }
    }

    @Override
    public TimeSource time() {
        TimeSource real = TimeSource.system();
        return new TimeSource() {
            @Override
            public long nanoTime() {
                return real.nanoTime() + ahead.toNanos();
            }

            @Override
            public Instant now() {
                return real.now().plus(ahead);
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                real.sleep(duration);
            }
        };
    }
}
