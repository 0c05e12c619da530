package io.polyvisor.tck;

import org.jspecify.annotations.Nullable;

/** The environment broke, not the product: the rule says nothing. It is tried once more; if it breaks again it is INCONCLUSIVE. */
public final class EnvironmentFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What broke, in words. */
    public EnvironmentFault(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
