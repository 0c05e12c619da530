package io.polyvisor.error;

/** The kinds of failure: a closed set, the same on every backend. */
public enum ErrorKind {
    /** Something does not exist, or is somewhere else now. */
    NOT_FOUND,
    /** A name means several things. */
    AMBIGUOUS,
    /** What should be made is there already, and is not what this call made. */
    ALREADY_EXISTS,
    /** The object is not in a state for this. */
    INVALID_STATE,
    /** Something else is going on; asking later can help. */
    BUSY,
    /** The endpoint cannot do this at all. */
    UNSUPPORTED,
    /** What was asked for cannot be. */
    INVALID_SPEC,
    /** Something is full. */
    INSUFFICIENT_CAPACITY,
    /** The caller may not do this. */
    DENIED,
    /** The credentials were refused. */
    AUTHENTICATION_FAILED,
    /** The endpoint does not answer. */
    UNREACHABLE,
    /** The peer's certificate or host key is not the right one. */
    UNTRUSTED,
    /** Time ran out. */
    DEADLINE_EXCEEDED,
    /** The caller cancelled it. */
    CANCELLED,
    /** Somebody else was quicker. */
    CONFLICT,
    /** Some parts were done and others not. */
    PARTIAL_FAILURE,
    /** The backend broke, or did what no table knows. */
    BACKEND_FAULT
}
