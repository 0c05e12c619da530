package io.polyvisor.placement.site;

/**
 * Hosts among which guests are moved and restarted without being rebuilt: of one kind, and with storage in common.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name its name
 * @param failures the configured failover capacity: how many of its hosts may be lost at once while every guest that is to be
 *     restarted still finds a place
 * @param liveAcrossVendors whether running guests move between hosts of different CPU vendors: only where all of them are given a
 *     processor that every host has
 */
public record Pool(String name, int failures, boolean liveAcrossVendors) {

    /** Checks that the number of failures is not negative. */
    public Pool {
        Names.require(name, "pool");
        Names.atLeast(0, failures, "failures of pool " + name);
    }

    /** A pool that need not survive anything. */
    public static Pool named(String name) {
        return new Pool(name, 0, false);
    }
}
