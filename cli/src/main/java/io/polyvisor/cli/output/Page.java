package io.polyvisor.cli.output;

import java.io.PrintStream;

/**
 * A stream that people or programs read: how wide it is, and whether colour and more than ASCII are welcome there. Not thread-safe.
 *
 * @param stream where text goes, in UTF-8
 * @param terminal whether a person looks at it
 * @param columns how wide it is, where it is a terminal
 * @param colour whether colour is welcome
 * @param unicode whether more than ASCII is welcome for decoration
 */
public record Page(PrintStream stream, boolean terminal, int columns, boolean colour, boolean unicode) {

    /** Prints a line. */
    public void line(String text) {
        stream.print(text);
        stream.print('\n');
        stream.flush();
    }

    /** The text in that tone. */
    public String paint(Tone tone, String text) {
        return colour ? tone.paint(text) : text;
    }

    /** What stands where text was cut. */
    public String ellipsis() {
        return unicode ? "\u2026" : "..";
    }

    /** {@code decorated} where it can be shown, else {@code plain}. */
    public String pick(String decorated, String plain) {
        return unicode ? decorated : plain;
    }
}
