package io.polyvisor.internal;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One daemon thread that wakes operations whose time ran out while they waited for their turn. */
final class Alarms {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private Alarms() {}

    static ScheduledFuture<?> in(Duration delay, Runnable alarm) {
        return CLOCK.schedule(alarm, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, Threads.named("polyvisor alarms"));
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(20, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        return clock;
    }
}
