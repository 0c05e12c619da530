package io.polyvisor;

/** What asking an operation to stop came to. */
public enum Cancellation {
    /** It ended without effect. */
    CANCELLED,
    /** It had ended already, or ended before it could be stopped. */
    TOO_LATE,
    /** It goes on: what it is doing cannot be stopped. */
    UNSUPPORTED
}
