package io.polyvisor.tck;

import org.jspecify.annotations.Nullable;

/** Sees a call on its way; {@link Intercepted#proceed} sends it on. May be called from several threads at once. */
@FunctionalInterface
public interface Interception {

    /** What the caller gets instead of what the target says. */
    @Nullable
    Object around(Intercepted call);

    /** This one outside, and another one inside. */
    default Interception then(Interception inner) {
        return call -> around(call.proceedingThrough(inner));
    }
}
