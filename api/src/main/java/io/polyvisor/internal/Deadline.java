package io.polyvisor.internal;

import io.polyvisor.spi.TimeSource;
import java.time.Duration;

/** A moment on the monotonic clock by which something must have ended. */
record Deadline(TimeSource time, long atNanos) {

    static Deadline in(Duration patience, TimeSource time) {
        return new Deadline(time, time.nanoTime() + patience.toNanos());
    }

    Duration remaining() {
        return Duration.ofNanos(Math.max(0, atNanos - time.nanoTime()));
    }

    boolean passed() {
        return atNanos - time.nanoTime() <= 0;
    }

    /** This one, or one {@code patience} from now when that is sooner. */
    Deadline within(Duration patience) {
        Deadline other = in(patience, time);
        return other.atNanos - atNanos < 0 ? other : this;
    }
}
