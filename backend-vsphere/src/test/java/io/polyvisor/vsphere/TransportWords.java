package io.polyvisor.vsphere;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Everything that an exception would print. */
final class TransportWords {

    private TransportWords() {}

    static String of(Throwable thrown) {
        StringWriter words = new StringWriter();
        thrown.printStackTrace(new PrintWriter(words, true));
        return words.toString();
    }
}
