package io.polyvisor;

import java.util.Objects;

/** What makes a guest ready for its user. Immutable and thread-safe. */
public sealed interface Readiness {

    /** Its agent is connected. */
    record Agent() implements Readiness {}

    /** An address of it is known. */
    record HasAddress() implements Readiness {}

    /** Its serial console has shown that text since the waiting began; nudged by a line end when it is silent. */
    record ConsoleText(String text) implements Readiness {
        /** Checks presence. */
        public ConsoleText {
            Objects.requireNonNull(text, "text");
        }
    }

    /** One of its addresses takes TCP connections on that port. */
    record Tcp(int port) implements Readiness {
        /** Checks the range. */
        public Tcp {
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("a TCP port is from 1 to 65535, not " + port);
            }
        }
    }

    /** Its agent is connected. */
    static Readiness agent() {
        return new Agent();
    }

    /** An address of it is known. */
    static Readiness address() {
        return new HasAddress();
    }

    /** Its serial console shows that text. */
    static Readiness consoleText(String text) {
        return new ConsoleText(text);
    }

    /** It takes TCP connections on that port. */
    static Readiness tcp(int port) {
        return new Tcp(port);
    }
}
