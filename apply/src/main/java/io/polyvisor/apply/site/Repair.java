package io.polyvisor.apply.site;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.site.Site;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What repairs a drift.
 *
 * <p>Immutable and thread-safe.
 *
 * @param site the site to which the answer is given
 * @param answer where guests are to be; empty when none needs a place or another one
 * @param beside what is to be done beside that: stale copies retired, hosts rejoined, guests started
 * @param obstacles guests for which no place was found, and why
 * @param beyond what no plan can do, and who can, in words
 */
public record Repair(
        Site site, Optional<Answer> answer, List<Action> beside, List<Plan.Obstacle> obstacles, List<String> beyond) {
    /** Copies the lists. */
    public Repair {
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(answer, "answer");
        beside = List.copyOf(beside);
        obstacles = List.copyOf(obstacles);
        beyond = List.copyOf(beyond);
    }
}
