package io.polyvisor.placement.failover;

import io.polyvisor.placement.Effort;

/** What is left of an effort. Looking at a set of losses is cheap: many make one step. */
final class Budget {
    private static final int LOSSES_IN_A_STEP = 16;

    private long steps;
    private int losses;

    Budget(Effort effort) {
        steps = effort.steps();
    }

    private Budget() {
        steps = 0;
    }

    /** Nothing: for what takes no search. */
    static Budget none() {
        return new Budget();
    }

    void spend(long count) {
        steps -= count;
    }

    /** One set of losses was looked at. */
    void spendLoss() {
        if (++losses == LOSSES_IN_A_STEP) {
            losses = 0;
            steps--;
        }
    }

    /** Whether so many sets of losses could be looked at at all. */
    boolean allowsLosses(double count) {
        return count <= (double) steps * LOSSES_IN_A_STEP;
    }

    boolean exhausted() {
        return steps <= 0;
    }
}
