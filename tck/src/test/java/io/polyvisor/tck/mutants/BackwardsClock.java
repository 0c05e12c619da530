package io.polyvisor.tck.mutants;

import io.polyvisor.model.GuestStats;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Processor time that goes back from reading to reading. */
final class BackwardsClock implements Interception {
    private final AtomicInteger readings = new AtomicInteger();

    @Override
    public Object around(Intercepted call) {
        Duration left = Duration.ofHours(1).minusSeconds(readings.incrementAndGet());
        return ((List<?>) call.proceed(List.class))
                .stream().map(each -> with((GuestStats) each, left)).toList();
    }

    private static GuestStats with(GuestStats s, Duration cpuTime) {
        return new GuestStats(
                s.guest(),
                s.at(),
                Optional.of(cpuTime),
                s.memoryUsed(),
                s.diskReadBytes(),
                s.diskWrittenBytes(),
                s.netReceivedBytes(),
                s.netSentBytes());
    }
}
