package io.polyvisor.placement.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.check.Checker;
import io.polyvisor.placement.check.Violation;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two who know the rules and share no code: what the one calls right the other must not call wrong. */
final class OracleAndCheckerTest {
    private static final int PROBLEMS = 1_000;
    private static final int MOST_TRIED = 80;

    @Test
    void problems_are_of_both_sorts() {
        int feasible = 0;
        int crowded = 0;
        for (long seed = 0; seed < PROBLEMS; seed++) {
            Problem problem = Problems.placing(seed);
            boolean holds = Oracle.best(problem).isPresent();
            feasible += holds ? 1 : 0;
            boolean eachAlone =
                    problem.site().guests().values().stream().allMatch(guest -> hasSomeHost(problem, guest));
            crowded += !holds && eachAlone ? 1 : 0;
        }
        assertThat(feasible).isBetween(300, 700);
        assertThat(crowded).as("infeasible though each guest alone would fit").isGreaterThan(100);
    }

    private static boolean hasSomeHost(Problem problem, SiteGuest guest) {
        Law law = new Law(problem.site(), problem.policy());
        return guest.place().isPresent()
                || problem.site().hosts().values().stream().anyMatch(host -> law.mayCome(guest, host, false));
    }

    @Test
    void what_the_oracle_calls_best_the_checker_accepts() {
        for (long seed = 0; seed < PROBLEMS; seed++) {
            Problem problem = Problems.placing(seed);
            Oracle.best(problem)
                    .ifPresent(best -> assertThat(
                                    Checker.check(problem.site(), problem.policy(), answer(problem, best.places())))
                            .as("seed " + problem.seed())
                            .isEmpty());
        }
    }

    @Test
    void what_the_oracle_calls_wrong_the_checker_rejects_and_nothing_else() {
        List<String> disagreements = new ArrayList<>();
        int[] counts = new int[2];
        for (long seed = 0; seed < PROBLEMS; seed++) {
            Problem problem = Problems.placing(seed);
            int[] tried = {0};
            Oracle.every(problem, each -> {
                if (tried[0]++ < MOST_TRIED) {
                    List<Violation> faults =
                            Checker.check(problem.site(), problem.policy(), answer(problem, each.places()));
                    counts[each.holds() ? 0 : 1]++;
                    if (faults.isEmpty() != each.holds()) {
                        disagreements.add("seed " + problem.seed() + ": " + each + " but " + faults);
                    }
                }
            });
        }
        assertThat(disagreements).isEmpty();
        assertThat(counts[0]).isGreaterThan(1_500);
        assertThat(counts[1]).isGreaterThan(8_000);
    }

    /** An answer with these places, whose figures are right. */
    private static Answer answer(Problem problem, Map<String, HostKey> places) {
        Law law = new Law(problem.site(), problem.policy());
        Map<String, HostKey> before = new LinkedHashMap<>();
        problem.site()
                .guests()
                .values()
                .forEach(guest -> guest.place().ifPresent(host -> before.put(guest.name(), host)));
        List<Bound> bounds = new ArrayList<>();
        bounds.add(new Bound("cost in hundredths of GBP", law.cost(places), law.cost(places)));
        if (problem.policy().fill() == Policy.Fill.PACK) {
            bounds.add(new Bound("hosts used", law.used(places), law.used(places)));
        }
        return new Answer(
                problem.question(),
                Verdict.OPTIMAL,
                places,
                Set.of(),
                List.of(),
                List.of(),
                new Money(law.cost(before)),
                new Money(law.cost(places)),
                bounds,
                Optional.empty());
    }
}
