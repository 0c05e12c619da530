package io.polyvisor.kvm;

import io.polyvisor.model.Progress;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A call with a deadline of a test's choice that keeps what it was told. */
final class TestCall implements Call {
    private final long until;
    private final List<Progress> reported = new CopyOnWriteArrayList<>();
    private final AtomicReference<Runnable> abort = new AtomicReference<>(() -> {});
    private final AtomicBoolean cancelled = new AtomicBoolean();

    private TestCall(Duration time) {
        until = System.nanoTime() + time.toNanos();
    }

    static TestCall call() {
        return within(Duration.ofMinutes(2));
    }

    static TestCall within(Duration time) {
        return new TestCall(time);
    }

    List<Progress> reported() {
        return reported;
    }

    /** What the core does when its caller cancels. */
    void cancel() {
        cancelled.set(true);
        abort.get().run();
    }

    @Override
    public Duration remaining() {
        long left = until - System.nanoTime();
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    @Override
    public void report(Progress progress) {
        reported.add(progress);
    }

    @Override
    public boolean cancelled() {
        return cancelled.get();
    }

    @Override
    public void onCancel(Runnable how) {
        abort.set(how);
    }

    @Override
    public TimeSource time() {
        return TimeSource.system();
    }
}
