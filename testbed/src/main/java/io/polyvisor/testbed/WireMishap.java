package io.polyvisor.testbed;

/**
 * What can go wrong with an exchange on its way to a vCenter or back. The words are those of the fault vocabulary that drivers are
 * tested with ({@code io.polyvisor.memory.faults.Mishap}); a wire knows more ways to fail than a driver has to tell apart.
 */
public enum WireMishap {
    /** It is carried out and its reply begins later, by the fault's delay. */
    DELAY(true),
    /** It is carried out and its reply drips in, from its first byte to its last, over the fault's delay. */
    DRIBBLE(true),
    /** The connection is reset; it is not carried out, which the caller cannot know. */
    REQUEST_LOST(false),
    /** The connection ends without a reply; it is not carried out, which the caller cannot know. */
    EMPTY(false),
    /** It is carried out and the connection is reset instead of a reply. */
    REPLY_LOST(true),
    /** It is carried out and the reply is no XML. */
    GARBAGE(true),
    /** It is carried out and the reply ends half-way. */
    TRUNCATED(true),
    /** It is answered with 503 and a page for people; it is not carried out. */
    UNAVAILABLE(false),
    /** It is answered with 302 to elsewhere; it is not carried out. */
    REDIRECT(false),
    /** It is refused by a fault of a type that nobody knows yet; it is not carried out. */
    UNKNOWN_FAULT(false),
    /** It is carried out and the reply holds, beside what is expected, members of a type that nobody knows yet. */
    UNKNOWN_TYPE(true),
    /**
     * All sessions but one just made for that have ended when it arrives. The vCenter refuses it in its own way: methods by a fault,
     * reads of properties with status 200 and every property missing.
     */
    SESSION_EXPIRED(true);

    private final boolean forwarded;

    WireMishap(boolean forwarded) {
        this.forwarded = forwarded;
    }

    /** Whether the request reaches the vCenter. */
    public boolean isForwarded() {
        return forwarded;
    }
}
