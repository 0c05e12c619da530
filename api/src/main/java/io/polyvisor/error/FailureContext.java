package io.polyvisor.error;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a failure happened.
 *
 * @param endpoint the endpoint's address without secrets
 * @param object which object, in words; empty when the endpoint itself
 * @param operation the verb in words
 * @param outcome whether it took effect all the same
 * @param retry whether asking again can help
 * @param nativeError what the hypervisor said; empty when it said nothing
 */
public record FailureContext(
        String endpoint,
        Optional<String> object,
        String operation,
        Outcome outcome,
        RetryAdvice retry,
        Optional<NativeError> nativeError) {

    /** Checks presence. */
    public FailureContext {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(nativeError, "native error");
    }
}
