package io.polyvisor.tck;

import io.polyvisor.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How long the harness waits: multiples of one measured start of the cheap guest, by the real clock. Between two looks it lets both
 * clocks move, so that models whose time is virtual get on, too.
 */
final class Patience {
    private static final Duration LEAST = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final TimeSource time;
    private final Duration whole;

    Patience(TimeSource time, Duration measuredStart, double scale) {
        this.time = time;
        long wanted = (long) (measuredStart.toNanos() * 30 * scale);
        long least = (long) (LEAST.toNanos() * scale);
        this.whole = Duration.ofNanos(Math.min(MOST.toNanos(), Math.max(least, wanted)));
    }

    /** As long as anything may take that works at all. */
    Duration whole() {
        return whole;
    }

    /** Looks again and again until it is there; empty when it was not there in time. */
    <T> Optional<T> untilPresent(Supplier<Optional<T>> look) {
        long end = System.nanoTime() + whole.toNanos();
        while (true) {
            Optional<T> seen = look.get();
            if (seen.isPresent() || System.nanoTime() - end > 0) {
                return seen;
            }
            pause();
        }
    }

    /** Looks again and again until it is so; false when it was not so in time. */
    boolean until(BooleanSupplier so) {
        return untilPresent(() -> so.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    private void pause() {
        try {
            time.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentFault("interrupted while waiting", e);
        }
        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
}
