package io.polyvisor.placement.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Placer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.check.Checker;
import io.polyvisor.placement.check.Violation;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The other questions on small sites: the checker accepts every answer, and every plan leads to its answer. */
final class QuestionsTest {
    private static final int PROBLEMS = 400;

    @Test
    void checker_accepts_answers_about_moves_and_every_plan_leads_to_its_answer() {
        List<String> faults = new ArrayList<>();
        Map<String, Integer> held = new TreeMap<>();
        int steps = 0;
        for (long seed = 0; seed < PROBLEMS; seed++) {
            Problem problem = Problems.moving(seed);
            String words = "seed " + seed + " " + problem.question() + ": ";
            try {
                Answer answer = Placer.answer(problem.site(), problem.policy(), problem.question(), Effort.standard());
                add(faults, words + answer.verdict(), Checker.check(problem.site(), problem.policy(), answer));
                if (answer.holds()) {
                    held.merge(problem.question().getClass().getSimpleName(), 1, Integer::sum);
                    steps += plan(problem, answer, words, faults);
                }
            } catch (RuntimeException e) {
                faults.add(words + e + " at " + e.getStackTrace()[0]);
            }
        }
        assertThat(faults).isEmpty();
        assertThat(held.values()).hasSize(4).allMatch(count -> count >= 25);
        assertThat(steps).isGreaterThan(300);
    }

    @Test
    void plans_for_new_guests_lead_to_their_answers() {
        List<String> faults = new ArrayList<>();
        int steps = 0;
        for (long seed = 0; seed < PROBLEMS; seed++) {
            Problem problem = Problems.serving(seed);
            String words = "seed " + seed + ": ";
            try {
                Answer answer = Placer.answer(problem.site(), problem.policy(), problem.question(), Effort.standard());
                add(faults, words + answer.verdict(), Checker.check(problem.site(), problem.policy(), answer));
                if (answer.holds()) {
                    steps += plan(problem, answer, words, faults);
                }
            } catch (RuntimeException e) {
                faults.add(words + e + " at " + e.getStackTrace()[0]);
            }
        }
        assertThat(faults).isEmpty();
        assertThat(steps).isGreaterThan(300);
    }

    @Test
    void change_of_protection_is_answered_and_planned() {
        List<String> faults = new ArrayList<>();
        int held = 0;
        for (long seed = 0; seed < PROBLEMS; seed++) {
            Problem problem = Problems.reprotecting(seed);
            String words = "seed " + seed + " " + problem.question() + ": ";
            try {
                Answer answer = Placer.answer(problem.site(), problem.policy(), problem.question(), Effort.standard());
                add(faults, words + answer.verdict(), Checker.check(problem.site(), problem.policy(), answer));
                if (answer.holds()) {
                    held++;
                    plan(problem, answer, words, faults);
                }
            } catch (RuntimeException e) {
                faults.add(words + e + " at " + e.getStackTrace()[0]);
            }
        }
        assertThat(faults).isEmpty();
        assertThat(held).isGreaterThan(100);
    }

    private static int plan(Problem problem, Answer answer, String words, List<String> faults) {
        Plan plan = Planner.plan(problem.site(), problem.policy(), answer, Pace.standard());
        add(faults, words + "plan", Checker.replay(problem.site(), problem.policy(), plan, answer, Pace.standard()));
        boolean failsOver = problem.question() instanceof Question.FailOver;
        if (failsOver && !plan.complete()) {
            faults.add(words + "a restart has no order that could be missing: " + plan.obstacles());
        }
        return plan.steps().size();
    }

    private static void add(List<String> faults, String words, List<Violation> found) {
        if (!found.isEmpty()) {
            faults.add(words + " " + found);
        }
    }
}
