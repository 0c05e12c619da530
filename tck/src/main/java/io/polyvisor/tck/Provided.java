package io.polyvisor.tck;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that an environment has, or the reason why it has not.
 *
 * @param <T> what it is
 */
public final class Provided<T> {
    private final Optional<T> thing;
    private final String whyNot;

    private Provided(Optional<T> thing, String whyNot) {
        this.thing = thing;
        this.whyNot = whyNot;
    }

    /** It is there. */
    public static <T> Provided<T> of(T thing) {
        return new Provided<>(Optional.of(thing), "");
    }

    /** It is not there, and why, in words that go into the report. */
    public static <T> Provided<T> absent(String reason) {
        if (Objects.requireNonNull(reason, "reason").isBlank()) {
            throw new IllegalArgumentException("what an environment lacks, it lacks for a reason");
        }
        return new Provided<>(Optional.empty(), reason);
    }

    /** The thing, for rules whose needs were checked. */
    public T get() {
        return thing.orElseThrow(
                () -> new IllegalStateException("a rule used what it did not declare as needed: " + whyNot));
    }

    /** The thing, if it is there. */
    public Optional<T> optional() {
        return thing;
    }

    /** Why it is not there; empty when it is. */
    public Optional<String> whyAbsent() {
        return thing.isPresent() ? Optional.empty() : Optional.of(whyNot);
    }
}
