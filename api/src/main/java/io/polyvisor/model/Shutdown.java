package io.polyvisor.model;

import java.time.Duration;
import java.util.Objects;

/**
 * How a guest is to be shut down. A request cannot be recalled: when the patience runs out the outcome is UNKNOWN, unless what
 * comes then is spelled out.
 *
 * <p>Immutable and thread-safe.
 *
 * @param patience how long the guest may take
 * @param powerOffAfter whether its power is taken away after that
 */
public record Shutdown(Duration patience, boolean powerOffAfter) {

    /** Checks that there is any patience. */
    public Shutdown {
        Objects.requireNonNull(patience, "patience");
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("a graceful shutdown needs some time, not " + patience);
        }
    }

    /** Asks the guest and waits that long. */
    public static Shutdown gracefully(Duration patience) {
        return new Shutdown(patience, false);
    }

    /** The same, and takes the power away when the guest has not shut down by then. */
    public Shutdown thenPowerOff() {
        return new Shutdown(patience, true);
    }
}
