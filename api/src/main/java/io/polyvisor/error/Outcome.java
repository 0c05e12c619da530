package io.polyvisor.error;

/** Whether a call that failed took effect all the same. Never guessed. */
public enum Outcome {
    /** Nothing was changed. */
    NOT_APPLIED,
    /** What was asked for was done; what failed came after. */
    APPLIED,
    /** It is not known; {@link PolyvisorException#reconcile} finds out by observing. */
    UNKNOWN
}
