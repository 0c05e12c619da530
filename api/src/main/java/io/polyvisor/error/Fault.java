package io.polyvisor.error;

import io.polyvisor.model.SpecProblem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What went wrong, as data: one record per {@link ErrorKind}. Drivers state faults; the core turns them into exceptions.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface Fault {

    /** Its kind. */
    ErrorKind kind();

    /** What went wrong, in one line, with what to do next where that is known. */
    String message();

    /**
     * Something does not exist, or is somewhere else now.
     *
     * @param what what was looked for
     * @param movedTo where it is now, if it moved
     */
    record NotFound(String what, Optional<String> movedTo) implements Fault {
        @Override
        public ErrorKind kind() {
            return ErrorKind.NOT_FOUND;
        }

        @Override
        public String message() {
            return what + " was not found"
                    + movedTo.map(place -> "; it moved to " + place).orElse("");
        }
    }

    /**
     * A name means several things.
     *
     * @param what what was looked for
     * @param candidates what it could mean
     */
    record Ambiguous(String what, List<String> candidates) implements Fault {
        /** Copies the lists. */
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }

        @Override
        public ErrorKind kind() {
            return ErrorKind.AMBIGUOUS;
        }

        @Override
        public String message() {
            return what + " is ambiguous; name one of " + String.join(", ", candidates);
        }
    }

    /**
     * What should be made is there already, and is not what this call made.
     *
     * @param what what exists
     */
    record AlreadyExists(String what) implements Fault {
        @Override
        public ErrorKind kind() {
            return ErrorKind.ALREADY_EXISTS;
        }

        @Override
        public String message() {
            return what + " exists already";
        }
    }

    /**
     * The object is not in a state for this.
     *
     * @param obstacle what is in the way
     * @param remedy what to do about it
     */
    record InvalidState(String obstacle, Optional<String> remedy) implements Fault {
        @Override
        public ErrorKind kind() {
            return ErrorKind.INVALID_STATE;
        }

        @Override
        public String message() {
            return obstacle + remedy.map(r -> "; " + r).orElse("");
        }
    }

    /**
     * Something else is going on; asking later can help.
     *
     * @param byWhat what is in the way
     */
    record Busy(String byWhat) implements Fault {
        @Override
        public ErrorKind kind() {
            return ErrorKind.BUSY;
        }

        @Override
        public String message() {
            return "busy: " + byWhat;
        }
    }

    /**
     * The endpoint cannot do this at all.
     *
     * @param capability what is missing
     * @param reason why
     */
    record Unsupported(String capability, String reason) implements Fault {
        @Override
        public ErrorKind kind() {
            return ErrorKind.UNSUPPORTED;
        }

        @Override
        public String message() {
            return capability + " is not supported here: " + reason;
        }
    }

    /**
     * What was asked for cannot be.
     *
     * @param problems every fault, by path
     */
    record InvalidSpec(List<SpecProblem> problems) implements Fault {
        /** Copies the lists. */
        public InvalidSpec {
            problems = List.copyOf(problems);
        }

        @Override
        public ErrorKind kind() {
            return ErrorKind.INVALID_SPEC;
        }

        @Override
        public String message() {
            return "the spec has " + problems.size() + (problems.size() == 1 ? " fault: " : " faults: ")
                    + problems.stream().map(SpecProblem::toString).collect(Collectors.joining("; "));
        }
    }

    /**
     * Something is full.
     *
     * @param what what is short
     * @param wanted how much was wanted
     * @param free how much is free
     */
    record InsufficientCapacity(String what, Optional<String> wanted, Optional<String> free) implements Fault {
        @Override
        public ErrorKind kind() {
            return ErrorKind.INSUFFICIENT_CAPACITY;
        }

        @Override
        public String message() {
            return "not enough " + what + wanted.map(w -> ", wanted " + w).orElse("")
                    + free.map(f -> ", free " + f).orElse("");
        }
    }

    /**
     * The caller may not do this.
     *
     * @param what what is not allowed
     */
    record Denied(String what) implements Fault {
        @Override
        public ErrorKind kind() {
            return ErrorKind.DENIED;
        }

        @Override
        public String message() {
            return "denied: " + what;
        }
    }

    /**
     * The credentials were refused.
     *
     * @param why what was refused, without secrets
     */
    record AuthenticationFailed(String why) implements Fault {
        @Override
        public ErrorKind kind() {
            return ErrorKind.AUTHENTICATION_FAILED;
        }

        @Override
        public String message() {
            return "authentication failed: " + why;
        }
    }

    /**
     * The endpoint does not answer.
     *
     * @param why what was tried
     */
    record Unreachable(String why) implements Fault {
        @Override
        public ErrorKind kind() {
            return ErrorKind.UNREACHABLE;
        }

        @Override
        public String message() {
            return "unreachable: " + why;
        }
    }

    /**
     * The peer's certificate or host key is not the right one.
     *
     * @param why what is wrong with the peer's identity
     * @param fingerprint the fingerprint that was presented
     */
    record Untrusted(String why, Optional<String> fingerprint) implements Fault {
        @Override
        public ErrorKind kind() {
            return ErrorKind.UNTRUSTED;
        }

        @Override
        public String message() {
            return "not trusted: " + why
                    + fingerprint.map(f -> " (fingerprint " + f + ")").orElse("");
        }
    }

    /**
     * Time ran out.
     *
     * @param phase in which phase the time ran out
     */
    record DeadlineExceeded(String phase) implements Fault {
        @Override
        public ErrorKind kind() {
            return ErrorKind.DEADLINE_EXCEEDED;
        }

        @Override
        public String message() {
            return "the deadline passed while " + phase;
        }
    }

    /**
     * The caller cancelled it.
     *
     * @param phase in which phase it was cancelled
     */
    record Cancelled(String phase) implements Fault {
        @Override
        public ErrorKind kind() {
            return ErrorKind.CANCELLED;
        }

        @Override
        public String message() {
            return "cancelled while " + phase;
        }
    }

    /**
     * Somebody else was quicker.
     *
     * @param what what changed meanwhile
     */
    record Conflict(String what) implements Fault {
        @Override
        public ErrorKind kind() {
            return ErrorKind.CONFLICT;
        }

        @Override
        public String message() {
            return "conflict: " + what;
        }
    }

    /**
     * Some parts were done and others not.
     *
     * @param done what was done
     * @param failed what failed
     * @param pending what was not tried
     */
    record PartialFailure(List<String> done, List<String> failed, List<String> pending) implements Fault {
        /** Copies the lists. */
        public PartialFailure {
            done = List.copyOf(done);
            failed = List.copyOf(failed);
            pending = List.copyOf(pending);
        }

        @Override
        public ErrorKind kind() {
            return ErrorKind.PARTIAL_FAILURE;
        }

        @Override
        public String message() {
            return "partly done; done: " + done + ", failed: " + failed + ", not tried: " + pending;
        }
    }

    /**
     * The backend broke, or did what no table knows.
     *
     * @param what what the backend did
     */
    record BackendFault(String what) implements Fault {
        @Override
        public ErrorKind kind() {
            return ErrorKind.BACKEND_FAULT;
        }

        @Override
        public String message() {
            return "the backend failed: " + what;
        }
    }
}
