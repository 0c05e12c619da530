package io.polyvisor.spi;

import java.time.Duration;
import java.time.Instant;

/**
 * Time as the core and drivers see it: real, or virtual in tests, where waiting moves the clock instead of taking time. Monotonic
 * time decides deadlines; the wall clock only labels records.
 *
 * <p>Thread-safe.
 */
public interface TimeSource {

    /** Monotonic nanoseconds, as {@link System#nanoTime}. */
    long nanoTime();

    /** The wall clock, for labels. */
    Instant now();

    /** Waits that long, or moves a virtual clock by that much. */
    void sleep(Duration duration) throws InterruptedException;

    /** Real time. */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
