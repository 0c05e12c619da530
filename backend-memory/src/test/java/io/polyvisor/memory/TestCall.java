package io.polyvisor.memory;

import io.polyvisor.model.Progress;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A call without a deadline that remembers what it was told and can give up at a certain progress. */
public final class TestCall implements Call {
    private final TimeSource time;
    private final List<Progress> told = Collections.synchronizedList(new ArrayList<>());
    private final List<Runnable> aborts = new CopyOnWriteArrayList<>();
    private final double giveUpAt;
    private final Duration left;
    private volatile boolean cancelled;

    private TestCall(TimeSource time, double giveUpAt, Duration left) {
        this.left = left;
        this.time = time;
        this.giveUpAt = giveUpAt;
    }

    /** One by that clock. */
    public static TestCall on(TimeSource time) {
        return new TestCall(time, 2, Duration.ofHours(1));
    }

    /** One whose caller gives up once that fraction is done. */
    static TestCall givingUpAt(double fraction, TimeSource time) {
        return new TestCall(time, fraction, Duration.ofHours(1));
    }

    /** One whose time is over: what is asked goes out, and nothing is waited for. */
    static TestCall outOfTime(TimeSource time) {
        return new TestCall(time, 2, Duration.ZERO);
    }

    List<Progress> told() {
        return List.copyOf(told);
    }

    void cancel() {
        cancelled = true;
        aborts.forEach(Runnable::run);
    }

    @Override
    public Duration remaining() {
        return left;
    }

    @Override
    public void report(Progress progress) {
        told.add(progress);
        if (progress.fraction().orElse(0) >= giveUpAt && !cancelled) {
            cancel();
        }
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable abort) {
        aborts.add(abort);
    }

    @Override
    public TimeSource time() {
        return time;
    }
}
