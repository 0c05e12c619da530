package io.polyvisor.internal;

import java.time.Duration;
import java.util.Optional;

/**
 * What a handle carries beside its object: how long its calls may take, why they are made, and whether they are only checked.
 *
 * @param deadline for operations and reads; empty for the endpoint's standard
 * @param why for the audit
 * @param checks collects a check instead of sending; empty for handles that send
 */
record Scope(Optional<Duration> deadline, Optional<String> why, Optional<CheckCollector> checks) {
    static final Scope STANDARD = new Scope(Optional.empty(), Optional.empty(), Optional.empty());

    Scope within(Duration patience) {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("a deadline is some time ahead, not " + patience);
        }
        return new Scope(Optional.of(patience), why, checks);
    }

    Scope because(String reason) {
        return new Scope(deadline, Optional.of(reason), checks);
    }

    Scope checking(CheckCollector collector) {
        return new Scope(deadline, why, Optional.of(collector));
    }
}
