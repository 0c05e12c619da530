package io.polyvisor.placement.failover;

import java.util.List;
import java.util.function.BooleanSupplier;

/** Goes through every way to place items, until one is good enough. */
final class EveryWay {
    private final PoolLoad load;
    private final List<Item> items;
    private final Budget budget;

    EveryWay(PoolLoad load, List<Item> items, Budget budget) {
        this.load = load;
        this.items = items;
        this.budget = budget;
    }

    /** Whether one of them is good enough. Nothing is changed afterwards. */
    boolean any(BooleanSupplier goodEnough) {
        return from(0, goodEnough);
    }

    private boolean from(int number, BooleanSupplier goodEnough) {
        budget.spend(1);
        if (budget.exhausted()) {
            return false;
        }
        if (number == items.size()) {
            return goodEnough.getAsBoolean();
        }
        int[] hosts = load.order().clone();
        for (int host : hosts) {
            if (load.fits(items.get(number), host)) {
                int mark = load.moves();
                load.put(items.get(number), host);
                boolean found = from(number + 1, goodEnough);
                load.undoTo(mark);
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }
}
