package io.polyvisor.apply;

import io.polyvisor.placement.site.HostKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Why it is known that nothing runs on a host. A lost connection is never evidence.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface FenceEvidence {

    /** The host. */
    HostKey host();

    /** Since when it is known. */
    Instant at();

    /** The evidence in words, for reports and the journal. */
    String words();

    /**
     * The host answered, and every guest on it was OFF. It holds for as long as the host goes on answering so: it is looked at again
     * before each step that rests on it.
     *
     * @param guests the guests that were seen OFF
     */
    record ObservedOff(HostKey host, List<String> guests, Instant at) implements FenceEvidence {
        /** Copies the list. */
        public ObservedOff {
            Objects.requireNonNull(host, "host");
            guests = List.copyOf(guests);
            Objects.requireNonNull(at, "at");
        }

        @Override
        public String words() {
            return "host " + host + " answered at " + at + ", and nothing ran on it";
        }
    }

    /**
     * A fence command ended with exit code 0.
     *
     * @param command the command with its arguments
     * @param outputDigest SHA-256 of what it printed, in hexadecimal: output may hold secrets, and is not kept
     */
    record CommandSucceeded(HostKey host, List<String> command, String outputDigest, Instant at)
            implements FenceEvidence {
        /** Copies the list. */
        public CommandSucceeded {
            Objects.requireNonNull(host, "host");
            command = List.copyOf(command);
            Objects.requireNonNull(outputDigest, "digest of the output");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public String words() {
            return "fence command " + command.get(0) + " for host " + host + " succeeded at " + at;
        }
    }

    /**
     * An operator's word that he made sure of it.
     *
     * @param who whose word
     * @param statement the words as typed
     */
    record OperatorStatement(HostKey host, String who, String statement, Instant at) implements FenceEvidence {
        /** Checks that somebody said something. */
        public OperatorStatement {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(at, "at");
            if (who.isBlank() || statement.isBlank()) {
                throw new IllegalArgumentException("a statement about host " + host + " needs a name and words");
            }
        }

        @Override
        public String words() {
            return who + " stated at " + at + " about host " + host + ": " + statement;
        }
    }
}
