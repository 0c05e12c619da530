package io.polyvisor.model;

/** What a goal came to. */
public enum Effect {
    /** It was not so, and is now. */
    APPLIED,
    /** It was so already, by an observation begun after the call; nothing was sent. */
    UNCHANGED
}
