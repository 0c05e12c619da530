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

    private Budget(long steps) {
        this.steps = steps;
    }

    /** At most that part of what is left, to be taken from this one as it is spent. */
    Budget share(long most) {
        return new Budget(Math.min(steps, most));
    }

    /** Takes what that share has spent. */
    void spentBy(long before, Budget share) {
        spend(before - share.steps);
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

    boolean exhausted() {
        return steps <= 0;
    }

    long left() {
        return steps;
    }
}
