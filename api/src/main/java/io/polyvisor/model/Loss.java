package io.polyvisor.model;

/** What the caller agrees to lose. A verb that would lose memory or data takes one, so that the loss is spelled at the call. */
public enum Loss {
    /** The memory that a SUSPENDED guest has on disk. */
    OF_SAVED_MEMORY,
    /** All that happened since the snapshot to which the guest is reverted. */
    OF_PRESENT_STATE
}
