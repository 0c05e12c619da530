package io.polyvisor.apply;

import java.util.Objects;

/**
 * What was expected and what was seen instead, in words.
 *
 * <p>Immutable and thread-safe.
 *
 * @param about what it is about, such as {@code guest web}
 * @param expected what the plan rests on
 * @param seen what was observed
 */
public record Difference(String about, String expected, String seen) {

    /** Checks presence. */
    public Difference {
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(seen, "seen");
    }

    @Override
    public String toString() {
        return about + ": expected " + expected + "; seen " + seen;
    }
}
