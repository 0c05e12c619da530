package io.polyvisor.placement.plan;

/**
 * How much of a plan goes on at once, and how fast it is thought to go.
 *
 * <p>Immutable and thread-safe.
 *
 * @param movesPerHost moves into and out of one host at once
 * @param movesPerEndpoint moves within one endpoint's kind at once
 * @param startsPerHost guests made or booted on one host at once
 * @param megabytesPerSecond how fast memory and disks are copied, for estimates
 */
public record Pace(int movesPerHost, int movesPerEndpoint, int startsPerHost, int megabytesPerSecond) {

    /** Checks that every figure is positive. */
    public Pace {
        if (Math.min(Math.min(movesPerHost, movesPerEndpoint), Math.min(startsPerHost, megabytesPerSecond)) < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
    }

    /** One move per host, four in all, four starts per host, 100 MB per second. */
    public static Pace standard() {
        return new Pace(1, 4, 4, 100);
    }
}
