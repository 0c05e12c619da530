package io.polyvisor.placement.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Random choices that are the same on every JDK. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** From the one to the other, both included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Each of them with that chance, in their order. */
    <T> List<T> some(List<T> choices, int percent) {
        List<T> some = new ArrayList<>();
        for (T choice : choices) {
            if (chance(percent)) {
                some.add(choice);
            }
        }
        return some;
    }

    <T> Optional<T> maybe(int percent, List<T> choices) {
        return chance(percent) ? Optional.of(of(choices)) : Optional.empty();
    }
}
