package io.polyvisor.placement.policy;

import java.util.Objects;

/**
 * One rule of a policy.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what people call it; explanations quote it
 * @param when for which guests it holds
 * @param then where they may run
 */
public record PolicyRule(String name, GuestMatch when, Requirement then) {

    /** Checks presence. */
    public PolicyRule {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a rule is missing");
        }
        Objects.requireNonNull(when, "when");
        Objects.requireNonNull(then, "then");
    }
}
