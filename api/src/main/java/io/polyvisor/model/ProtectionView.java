package io.polyvisor.model;

import java.util.Objects;

/**
 * What happens to a guest when its host is lost, and who sees to it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param protection what would be done: where the hypervisor restarts guests, what it was told; else what was meant
 * @param enforcer who would do it
 * @param why the reason, in words: which switch is on, or what is missing
 */
public record ProtectionView(Protection protection, Enforcer enforcer, String why) {

    /** Checks presence. */
    public ProtectionView {
        Objects.requireNonNull(protection, "protection");
        Objects.requireNonNull(enforcer, "enforcer");
        if (why.isBlank()) {
            throw new IllegalArgumentException("say why " + enforcer + " sees to the guest's protection");
        }
    }
}
