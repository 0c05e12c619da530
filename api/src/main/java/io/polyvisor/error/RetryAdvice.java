package io.polyvisor.error;

/** Whether asking again can help. */
public enum RetryAdvice {
    /** Not without changing something first. */
    NEVER,
    /** At once is fine. */
    NOW,
    /** After a while. */
    LATER,
    /** After {@link PolyvisorException#reconcile} told what happened. */
    AFTER_RECONCILE
}
