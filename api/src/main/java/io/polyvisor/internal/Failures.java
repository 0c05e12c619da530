package io.polyvisor.internal;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.FailureContext;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.error.RetryAdvice;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.DriverException;
import java.util.Optional;

/** Turns faults into exceptions that say where, what took effect, and what to do next. */
record Failures(String endpoint, Verb verb, Optional<String> object) {

    PolyvisorException refused(Fault fault) {
        return of(fault, Outcome.NOT_APPLIED);
    }

    PolyvisorException of(Fault fault, Outcome outcome) {
        return PolyvisorException.of(fault, context(fault, outcome, Optional.empty()), null);
    }

    PolyvisorException from(DriverException thrown) {
        Outcome outcome = verb.mutates() ? thrown.outcome() : Outcome.NOT_APPLIED;
        FailureContext context = context(thrown.fault(), outcome, thrown.nativeError());
        return PolyvisorException.of(thrown.fault(), context, thrown);
    }

    /** The same failure with what is known of its outcome now. */
    PolyvisorException with(Outcome outcome, PolyvisorException earlier) {
        FailureContext context = context(earlier.fault(), outcome, earlier.nativeError());
        return PolyvisorException.of(earlier.fault(), context, earlier);
    }

    private FailureContext context(Fault fault, Outcome outcome, Optional<io.polyvisor.error.NativeError> nativeError) {
        RetryAdvice advice = outcome == Outcome.UNKNOWN ? RetryAdvice.AFTER_RECONCILE : advice(fault.kind());
        return new FailureContext(endpoint, object, verb.words(), outcome, advice, nativeError);
    }

    private static RetryAdvice advice(ErrorKind kind) {
        return switch (kind) {
            case CONFLICT, CANCELLED -> RetryAdvice.NOW;
            case BUSY, UNREACHABLE, INSUFFICIENT_CAPACITY, DEADLINE_EXCEEDED -> RetryAdvice.LATER;
            case NOT_FOUND,
                    AMBIGUOUS,
                    ALREADY_EXISTS,
                    INVALID_STATE,
                    UNSUPPORTED,
                    INVALID_SPEC,
                    DENIED,
                    AUTHENTICATION_FAILED,
                    UNTRUSTED,
                    PARTIAL_FAILURE,
                    BACKEND_FAULT -> RetryAdvice.NEVER;
        };
    }
}
