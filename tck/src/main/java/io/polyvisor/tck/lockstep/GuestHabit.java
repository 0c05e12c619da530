package io.polyvisor.tck.lockstep;

/**
 * What the guests of a walk do not do, because nothing runs in them that could. Both sides of a walk must have the same habits: the
 * model's come from what its root disk boots.
 */
public enum GuestHabit {
    /** A request to shut down or to reboot goes unheard. */
    IGNORES_REQUESTS,
    /** A device that is taken from the running guest is not let go of. */
    KEEPS_DEVICES,
    /** Memory that is asked back from the running guest is not given. */
    KEEPS_MEMORY
}
