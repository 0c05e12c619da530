package io.polyvisor.placement.check;

/** How a guest comes to a host. */
enum Manner {
    /** It is made there. */
    MADE,
    /** It is brought from where it is, running if it can. */
    MOVED,
    /** It is brought from where it is, while it does not run. */
    CARRIED,
    /** It is started again after its host was lost. */
    RESTARTED
}
