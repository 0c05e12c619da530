package io.polyvisor.placement.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Placer;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.check.Checker;
import io.polyvisor.placement.check.Violation;
import io.polyvisor.placement.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The engine on a thousand small problems beside the search that tries everything. */
final class EngineAndOracleTest {
    private static final int PROBLEMS = 1_000;
    private static final int FEWEST_OF_EACH_SORT = 200;

    @Test
    void engine_and_exhaustive_search_agree_on_feasibility_and_optimum_and_the_checker_accepts_every_answer() {
        List<String> disagreements = new ArrayList<>();
        int feasible = 0;
        for (long seed = 0; seed < PROBLEMS; seed++) {
            Problem problem = Problems.placing(seed);
            Optional<Oracle.Best> best = Oracle.best(problem);
            feasible += best.isPresent() ? 1 : 0;
            disagreement(problem, best).ifPresent(disagreements::add);
        }
        assertThat(disagreements).isEmpty();
        assertThat(feasible).isBetween(FEWEST_OF_EACH_SORT, PROBLEMS - FEWEST_OF_EACH_SORT);
    }

    private static Optional<String> disagreement(Problem problem, Optional<Oracle.Best> best) {
        String seed = "seed " + problem.seed() + ": ";
        Answer answer;
        try {
            answer = Placer.answer(problem.site(), problem.policy(), problem.question(), Effort.standard());
        } catch (RuntimeException e) {
            return Optional.of(seed + e);
        }
        List<Violation> faults = Checker.check(problem.site(), problem.policy(), answer);
        if (!faults.isEmpty()) {
            return Optional.of(seed + answer.verdict() + " " + faults);
        }
        if (best.isEmpty()) {
            return when(answer.verdict() != Verdict.INFEASIBLE, seed + answer.verdict() + ", and there is none");
        }
        if (!answer.holds()) {
            return Optional.of(seed + answer.verdict() + ", and there is " + best.get());
        }
        if (answer.costAfter().hundredths() != best.get().cost()) {
            return Optional.of(
                    seed + answer.costAfter().hundredths() + " hundredths, and " + best.get() + " is better");
        }
        if (problem.policy().fill() == Policy.Fill.PACK
                && reached(answer) != best.get().hosts()) {
            return Optional.of(seed + reached(answer) + " hosts, and " + best.get() + " is better");
        }
        return when(!answer.bounds().stream().allMatch(Bound::tight), seed + "not proved: " + answer.bounds());
    }

    private static long reached(Answer answer) {
        return answer.bounds().stream()
                .filter(bound -> bound.measure().equals("hosts used"))
                .mapToLong(Bound::reached)
                .findFirst()
                .orElse(-1);
    }

    private static Optional<String> when(boolean wrong, String words) {
        return wrong ? Optional.of(words) : Optional.empty();
    }
}
