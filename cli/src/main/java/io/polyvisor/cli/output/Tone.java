package io.polyvisor.cli.output;

/** How a piece of text is meant; shown by colour where there is colour, and by nothing else. */
public enum Tone {
    /** Plain text. */
    PLAIN("0"),
    /** What should be noticed. */
    STRONG("1"),
    /** What may be overlooked. */
    QUIET("2"),
    /** Well. */
    GOOD("32"),
    /** Needs a look. */
    WARN("33"),
    /** Wrong. */
    BAD("31"),
    /** What a user types. */
    COMMAND("36");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    String paint(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
