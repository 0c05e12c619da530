package io.polyvisor.placement.plan;

import io.polyvisor.placement.site.Money;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of a plan.
 *
 * <p>Immutable and thread-safe.
 *
 * @param number its number, from 1, in the order of the plan
 * @param wave steps of one wave may be under way together; a wave begins when the one before it has ended
 * @param action what it does
 * @param before what must be so just before
 * @param inverse what undoes it; empty where nothing does, and then {@code why} says so
 * @param estimate how long it will take
 * @param cost what it changes in cost of a year
 * @param why the reason, in words
 */
public record Step(
        int number,
        int wave,
        Action action,
        List<Condition> before,
        Optional<Action> inverse,
        Duration estimate,
        Money cost,
        String why) {

    /** Copies the list. */
    public Step {
        Objects.requireNonNull(action, "action");
        before = List.copyOf(before);
        Objects.requireNonNull(inverse, "inverse");
        Objects.requireNonNull(estimate, "estimate");
        Objects.requireNonNull(cost, "cost");
        Objects.requireNonNull(why, "why");
    }
}
