package io.polyvisor.cli;

import io.polyvisor.apply.StateException;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;

/** What the command's exit code says. Numbers are never given another meaning. */
enum ExitCode {
    OK(0, "done, or already so"),
    GENERAL(1, "the command itself broke; a defect worth reporting"),
    USAGE(2, "wrong options, arguments or configuration file"),
    NOT_FOUND(3, "not found, or a name that means several things"),
    REFUSED(4, "the object is not in a state for this; the message names obstacle and remedy"),
    BUSY(5, "something else is going on; try again later"),
    UNSUPPORTED(6, "the endpoint cannot do this"),
    INVALID_SPEC(7, "the spec has faults; the message names each by its path"),
    CAPACITY(8, "not enough memory, space or processors"),
    DENIED(9, "not allowed, credentials refused, or the peer is not trusted"),
    UNREACHABLE(10, "the endpoint does not answer"),
    DEADLINE(11, "time ran out, and nothing was changed"),
    OUTCOME_UNKNOWN(12, "it is not known whether the change took effect; look before trying again"),
    PARTIAL(13, "some of it was done and some was not"),
    BACKEND_FAULT(14, "the hypervisor failed"),
    CONFLICT(15, "it exists already, or somebody else was quicker"),
    TCK_FAILED(16, "the TCK found something wrong, or could not clean up"),
    NO_ANSWER(17, "no assignment exists, or none was found; the answer says why and what would help"),
    DRIFTED(18, "what runs is no longer as the plan found it; the difference is shown, and a new plan is needed"),
    STATE(19, "what is kept about the site cannot be read or written; the message names the file"),
    CANCELLED(130, "cancelled, or interrupted by Ctrl-C");

    private final int number;
    private final String words;

    ExitCode(int number, String words) {
        this.number = number;
        this.words = words;
    }

    int number() {
        return number;
    }

    /** What it says, in words. */
    String words() {
        return words;
    }

    /** The code of a failure. That an outcome is not known goes before the kind: a script must look before it tries again. */
    static ExitCode of(PolyvisorException failure) {
        return failure.outcome() == Outcome.UNKNOWN ? OUTCOME_UNKNOWN : of(failure.kind());
    }

    static ExitCode of(StateException.Reason reason) {
        return switch (reason) {
            case LOCKED -> BUSY;
            case BEGUN -> CONFLICT;
            case NOT_BEGUN -> NOT_FOUND;
            case OTHER_SITE -> USAGE;
            case UNUSABLE, NOT_KEPT, DAMAGED -> STATE;
        };
    }

    static ExitCode of(ErrorKind kind) {
        return switch (kind) {
            case NOT_FOUND, AMBIGUOUS -> NOT_FOUND;
            case INVALID_STATE -> REFUSED;
            case BUSY -> BUSY;
            case UNSUPPORTED -> UNSUPPORTED;
            case INVALID_SPEC -> INVALID_SPEC;
            case INSUFFICIENT_CAPACITY -> CAPACITY;
            case DENIED, AUTHENTICATION_FAILED, UNTRUSTED -> DENIED;
            case UNREACHABLE -> UNREACHABLE;
            case DEADLINE_EXCEEDED -> DEADLINE;
            case CANCELLED -> CANCELLED;
            case ALREADY_EXISTS, CONFLICT -> CONFLICT;
            case PARTIAL_FAILURE -> PARTIAL;
            case BACKEND_FAULT -> BACKEND_FAULT;
        };
    }
}
