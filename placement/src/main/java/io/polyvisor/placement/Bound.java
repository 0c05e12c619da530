package io.polyvisor.placement;

/**
 * How good an answer is against what no answer can beat.
 *
 * <p>Immutable and thread-safe.
 *
 * @param measure what is counted, in words: {@code hosts used}, {@code cost in hundredths of GBP}, {@code moves}
 * @param reached what the answer comes to; less is better
 * @param least what no answer can go below
 */
public record Bound(String measure, long reached, long least) {

    /** Whether the answer is proved to be the best. */
    public boolean tight() {
        return reached == least;
    }

    /** How far above the bound the answer is, in percent of the bound; 0 when tight. */
    public double gapPercent() {
        if (tight()) {
            return 0;
        }
        return least == 0 ? Double.POSITIVE_INFINITY : 100.0 * (reached - least) / least;
    }
}
