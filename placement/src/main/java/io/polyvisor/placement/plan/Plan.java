package io.polyvisor.placement.plan;

import io.polyvisor.placement.site.Money;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Ordered steps. Every state between two waves is feasible, and so is every state within a wave, where a guest that moves holds its
 * place at both ends.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id told from its content: the same site, policy and question give the same
 * @param site the site's name
 * @param purpose what it is for, in words
 * @param policy the policy's name
 * @param steps in order
 * @param obstacles moves that no order allows, in words: proved, or not proved and said so, with what could be done instead
 * @param costDifference what it changes in cost of a year
 */
public record Plan(
        String id,
        String site,
        String purpose,
        String policy,
        List<Step> steps,
        List<Obstacle> obstacles,
        Money costDifference) {

    /** Copies the lists. */
    public Plan {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(policy, "policy");
        steps = List.copyOf(steps);
        obstacles = List.copyOf(obstacles);
        Objects.requireNonNull(costDifference, "cost difference");
    }

    /** Whether nothing is to be done. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Whether it gets all the way to its answer. */
    public boolean complete() {
        return obstacles.isEmpty();
    }

    /** How long it will take, when waves follow each other. */
    public Duration estimate() {
        Duration[] longest = {Duration.ZERO};
        int[] wave = {0};
        Duration sum = Duration.ZERO;
        for (Step step : steps) {
            if (step.wave() != wave[0]) {
                sum = sum.plus(longest[0]);
                longest[0] = Duration.ZERO;
                wave[0] = step.wave();
            }
            if (step.estimate().compareTo(longest[0]) > 0) {
                longest[0] = step.estimate();
            }
        }
        return sum.plus(longest[0]);
    }

    /**
     * Guests that cannot be brought to their places while they run.
     *
     * @param guests which
     * @param proved whether it is proved that no order exists; else the search gave up
     * @param why the reason
     * @param instead what could be done: which guest to stop for a while, and for how long
     */
    public record Obstacle(List<String> guests, boolean proved, String why, String instead) {
        /** Copies the list. */
        public Obstacle {
            guests = List.copyOf(guests);
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(instead, "instead");
        }
    }
}
