package io.polyvisor.cli.output;

import java.util.Optional;

/**
 * A cell of a table.
 *
 * @param text what it says, on one line
 * @param tone how it is meant
 */
public record Cell(String text, Tone tone) {

    /** Makes the text safe for a terminal. */
    public Cell {
        text = Text.harmless(text);
    }

    /** Plain text. */
    public static Cell of(Object content) {
        return new Cell(content.toString(), Tone.PLAIN);
    }

    /** What it holds, or a hyphen where nothing is known. */
    public static Cell of(Optional<?> content) {
        return content.map(Cell::of).orElse(new Cell("-", Tone.QUIET));
    }

    /** The same in that tone. */
    public Cell in(Tone other) {
        return new Cell(text, other);
    }
}
