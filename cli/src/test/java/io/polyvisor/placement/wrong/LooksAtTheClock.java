package io.polyvisor.placement.wrong;

/** Breaks a rule of the house, to show that the rule can fail. */
final class LooksAtTheClock {
    private LooksAtTheClock() {}

    static long time() {
        return System.nanoTime();
    }
}
