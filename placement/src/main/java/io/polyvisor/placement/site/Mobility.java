package io.polyvisor.placement.site;

/** How a guest can be brought to another host of its pool. */
public enum Mobility {
    /** While it runs. */
    LIVE,
    /** Stopped, moved and started again. */
    COLD,
    /** Not at all: it is not ours, or bound to its host. */
    FIXED
}
