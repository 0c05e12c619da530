package io.polyvisor.placement.failover;

/** Parts of what a host has. */
final class Share {
    private Share() {}

    /** That many percent, rounded down, of an amount that may be too big to be multiplied first. */
    static long of(long amount, int percent) {
        return amount / 100 * percent + amount % 100 * percent / 100;
    }
}
