package io.polyvisor.placement.check;

import java.util.Objects;

/**
 * A rule that an answer or a plan breaks.
 *
 * @param rule the rule's name
 * @param words what is wrong, with guest, host and figures
 */
public record Violation(String rule, String words) {
    /** Checks presence. */
    public Violation {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(words, "words");
    }
}
