package io.polyvisor.tck;

/** How binding a rule is, in the words of RFC 2119. */
public enum Level {
    /** A backend that breaks it is not a backend of Polyvisor. */
    MUST,
    /** A backend may break it for a reason that it states. */
    SHOULD
}
