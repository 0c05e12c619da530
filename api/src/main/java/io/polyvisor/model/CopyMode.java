package io.polyvisor.model;

/** How data are taken over from another volume or guest. */
public enum CopyMode {
    /** All of them are copied. */
    FULL,
    /** Unchanged ones are shared; the source must stay as it is. */
    LINKED
}
