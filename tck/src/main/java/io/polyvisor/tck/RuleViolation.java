package io.polyvisor.tck;

/** A rule does not hold: what was expected, and what was observed instead. */
public final class RuleViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String observed;

    /** A rule that does not hold. */
    public RuleViolation(String expected, String observed) {
        super(expected + ", but " + observed);
        this.expected = expected;
        this.observed = observed;
    }

    /** What the rule says should be. */
    public String expected() {
        return expected;
    }

    /** What was observed. */
    public String observed() {
        return observed;
    }
}
