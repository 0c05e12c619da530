package io.polyvisor.memory.faults;

/** What can go wrong with a call. */
public enum Mishap {
    /** It takes longer by the rule's delay. */
    DELAY("takes longer"),
    /** It hangs, deaf to cancellation, until {@link FaultInjection#release}; then it is carried out. */
    HANG("hangs until it is released"),
    /** It is not sent, since nobody answers: UNREACHABLE, NOT_APPLIED. */
    UNREACHABLE("is not sent, since nobody answers"),
    /** It is carried out and its reply is lost: UNREACHABLE, UNKNOWN. */
    REPLY_LOST("is carried out and its reply is lost"),
    /** It is lost on its way and not carried out, which the caller cannot know: UNREACHABLE, UNKNOWN. */
    REQUEST_LOST("is lost on its way"),
    /** The session ended and could not be renewed: AUTHENTICATION_FAILED, NOT_APPLIED. */
    SESSION_EXPIRED("is refused, since the session expired"),
    /** The caller lacks the right: DENIED, NOT_APPLIED. */
    DENIED("is denied"),
    /** It is carried out and its reply makes no sense: BACKEND_FAULT, UNKNOWN. */
    GARBAGE("is answered by something that makes no sense"),
    /** Its inventory misses half of the guests, and says so by a gap; other calls are not touched. */
    TRUNCATED_INVENTORY("answers with half of the guests and a gap"),
    /** Somebody else's job is in the way: BUSY, NOT_APPLIED. */
    BUSY_ONCE("finds somebody else's job in its way"),
    /** The storage is full: INSUFFICIENT_CAPACITY, NOT_APPLIED. */
    NO_SPACE("finds the storage full"),
    /** Strikes events, {@code Listener.changed}: it is told twice. */
    DUPLICATE_EVENT("is told twice"),
    /** Strikes events, {@code Listener.changed}: it is not told, and a gap is told instead. */
    DROPPED_EVENTS("is not told, but a gap is"),
    /** It answers what the same call answered before, once there was one; only reads can be stale. */
    STALE_READ("answers what it answered before"),
    /** The rule's host is silent: its guests are UNKNOWN with their last state, calls for them are UNREACHABLE. */
    HOST_GONE("finds a host silent");

    private final String words;

    Mishap(String words) {
        this.words = words;
    }

    /** The mishap in words, to be read after "the call". */
    public String words() {
        return words;
    }
}
