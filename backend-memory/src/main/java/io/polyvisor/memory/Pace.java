package io.polyvisor.memory;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How fast a site is. Under virtual time the lifelike pace costs nothing. */
enum Pace {
    /** Nothing takes time. */
    INSTANT(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Long.MAX_VALUE),
    /** Tens to hundreds of milliseconds: alive, but nobody waits. */
    QUICK(Duration.ofMillis(150), Duration.ofMillis(80), Duration.ofMillis(40), Duration.ofMillis(400), 16L << 30),
    /** Like a small real host. */
    LIFELIKE(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofHours(1), 200L << 20);

    private final Duration boot;
    private final Duration shutdown;
    private final Duration shortestWork;
    private final Duration longestWork;
    private final long bytesPerSecond;

    Pace(Duration boot, Duration shutdown, Duration shortestWork, Duration longestWork, long bytesPerSecond) {
        this.boot = boot;
        this.shutdown = shutdown;
        this.shortestWork = shortestWork;
        this.longestWork = longestWork;
        this.bytesPerSecond = bytesPerSecond;
    }

    static Optional<Pace> named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /** From power on until somebody can log in. */
    Duration boot() {
        return boot;
    }

    /** From the request until the guest is OFF. */
    Duration shutdown() {
        return shutdown;
    }

    /** How long it takes to move that many bytes. */
    Duration moving(long bytes) {
        Duration exact = Duration.ofMillis(bytes / Math.max(1, bytesPerSecond / 1000));
        return exact.compareTo(shortestWork) < 0
                ? shortestWork
                : exact.compareTo(longestWork) > 0 ? longestWork : exact;
    }
}
