package io.polyvisor.placement;

/**
 * How long a search may go on, in steps and not in seconds: so that the answer does not depend on the machine.
 *
 * <p>Immutable and thread-safe.
 *
 * @param seed what random choices begin with
 * @param steps how many steps the exact part of a search may take
 */
public record Effort(long seed, long steps) {

    /** Checks the number. */
    public Effort {
        if (steps < 1) {
            throw new IllegalArgumentException("a search takes at least 1 step, not " + steps);
        }
    }

    /** Seed 1, enough steps for an answer in about a second at a hundred hosts. */
    public static Effort standard() {
        return new Effort(1, 2_000_000);
    }
}
