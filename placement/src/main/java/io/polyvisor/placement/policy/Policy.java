package io.polyvisor.placement.policy;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.SiteGuest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which guests may run where, and what is preferred among the places that are left. The first rule that matches a guest holds for it;
 * a guest that no rule matches may run anywhere. Among the places that are allowed the cheapest assignment wins, then {@link #fill}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what people call it
 * @param rules in order
 * @param fill what is preferred among assignments of equal cost
 * @param reserve what must be left free
 * @param budget what all guests together may cost in a year; empty for no limit
 */
public record Policy(String name, List<PolicyRule> rules, Fill fill, Reserve reserve, Optional<Money> budget) {

    /** Copies the rules. */
    public Policy {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of the policy is missing");
        }
        rules = List.copyOf(rules);
        Objects.requireNonNull(fill, "fill");
        Objects.requireNonNull(reserve, "reserve");
        Objects.requireNonNull(budget, "budget");
    }

    /** The hybrid strategy: what must be highly available goes to the central service, everything else to the cheapest own host. */
    public static Policy hybrid() {
        return new Policy(
                "hybrid",
                List.of(
                        new PolicyRule(
                                "protected guests go to the central service",
                                new GuestMatch(Set.of(Protection.PROTECTED), Optional.empty(), Map.of()),
                                new Requirement(Set.of(EndpointClass.CENTRAL), Set.of(), Set.of())),
                        new PolicyRule(
                                "everything else goes in-house",
                                GuestMatch.ANY,
                                new Requirement(Set.of(EndpointClass.IN_HOUSE), Set.of(), Set.of()))),
                Fill.SPREAD,
                Reserve.NONE,
                Optional.empty());
    }

    /** Every guest anywhere. */
    public static Policy anywhere(Fill fill) {
        return new Policy("anywhere", List.of(), fill, Reserve.NONE, Optional.empty());
    }

    /** The rule that holds for that guest. */
    public Optional<PolicyRule> ruleFor(SiteGuest guest) {
        for (PolicyRule rule : rules) {
            if (rule.when().matches(guest)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** What is preferred among assignments of equal cost. */
    public enum Fill {
        /** Hosts filled evenly. */
        SPREAD,
        /** As few hosts as possible. */
        PACK
    }
}
