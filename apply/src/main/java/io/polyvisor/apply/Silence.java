package io.polyvisor.apply;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Endpoints that did not answer a moment ago. One whose hosts are all fenced is not asked again before each step: waiting for a dead
 * host would take longer than starting its guests elsewhere, and it is the evidence that counts. Not thread-safe.
 */
final class Silence {
    private static final Duration HOLDS = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Noted> noted = new HashMap<>();

    Silence(InstantSource clock) {
        this.clock = clock;
    }

    private record Noted(String trouble, Instant at) {}

    /** Why that endpoint did not answer a moment ago. */
    Optional<String> of(String endpoint) {
        return Optional.ofNullable(noted.get(endpoint))
                .filter(silence -> clock.instant().isBefore(silence.at().plus(HOLDS)))
                .map(Noted::trouble);
    }

    void note(String endpoint, String trouble) {
        noted.put(endpoint, new Noted(trouble, clock.instant()));
    }
}
