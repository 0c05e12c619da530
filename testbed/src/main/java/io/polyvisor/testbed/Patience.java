package io.polyvisor.testbed;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for something that cannot tell when it is done: looks often, gives up at a deadline. */
final class Patience {

    private static final long PAUSE_MILLIS = 20;

    private Patience() {}

    /** Waits until the condition holds. */
    static void until(String what, Duration longest, BooleanSupplier condition) {
        untilPresent(what, longest, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Waits until there is a value, and returns it. */
    static <T> T untilPresent(String what, Duration longest, Supplier<Optional<T>> look) {
        long giveUp = System.nanoTime() + longest.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - giveUp >= 0) {
                throw new TestbedFailure("waited " + longest.toMillis() + " ms in vain for " + what);
            }
            pause(what);
        }
    }

    private static void pause(String what) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedFailure("interrupted while waiting for " + what, e);
        }
    }
}
