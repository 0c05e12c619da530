package io.polyvisor.model;

/** Which guests the mutating verbs of an endpoint may touch. */
public enum AccessMode {
    /** None. */
    READ_ONLY,
    /** Only those that bear our mark: the default. */
    OWNED,
    /** All. */
    ALL
}
