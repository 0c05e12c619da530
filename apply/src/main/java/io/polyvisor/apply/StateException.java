package io.polyvisor.apply;

import java.util.Objects;

/** What is kept about a site cannot be used as it was asked for; nothing was changed on any hypervisor. The message says what to do. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    StateException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    StateException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** Why, for programs. */
    public Reason reason() {
        return reason;
    }

    /** Why state cannot be used. */
    public enum Reason {
        /** The directory or a file cannot be read or written. */
        UNUSABLE,
        /** A record could not be written: the disk is full, or failed. */
        NOT_KEPT,
        /** Somebody else applies a plan to this site right now. */
        LOCKED,
        /** A journal is damaged before its last record: what was done can no longer be told from it. */
        DAMAGED,
        /** The plan was begun before: it is resumed or undone, not begun again. */
        BEGUN,
        /** The plan was never begun: there is nothing to resume or undo. */
        NOT_BEGUN,
        /** The plan is for another site. */
        OTHER_SITE
    }
}
