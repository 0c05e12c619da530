package io.polyvisor.tck.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShrinkerTest {
    private static final Difference POWER = new Difference(1, "start guest=g1", "g1 power", "OFF", "RUNNING");
    private final List<Integer> lengths = new ArrayList<>();

    @Test
    void only_the_steps_that_matter_stay_in_their_order() {
        Step first = new PowerStep.Pause("g3");
        Step second = new PowerStep.Resume("g17");

        Walk shrunk = new Shrinker(differingIf(steps -> steps.contains(first) && steps.contains(second)), 200)
                .shrink(longWalk(first, second));

        assertThat(shrunk.steps()).containsExactly("pause guest=g3", "resume guest=g17");
    }

    @Test
    void another_sort_of_difference_is_not_followed() {
        Difference other = new Difference(1, "start guest=g1", "g1 name", "a", "b");

        Walk shrunk = new Shrinker(steps -> walk(steps, steps.size() < 10 ? List.of(other) : List.of(POWER)), 200)
                .shrink(longWalk());

        assertThat(shrunk.steps()).hasSize(10);
        assertThat(shrunk.differences()).containsExactly(POWER);
    }

    @Test
    void it_ends_after_so_many_tries() {
        new Shrinker(differingIf(steps -> steps.size() >= 20), 7).shrink(longWalk());

        assertThat(lengths).hasSize(7);
    }

    @Test
    void a_walk_that_does_not_repeat_itself_stays_as_it_is() {
        Walk walk = longWalk();

        assertThat(new Shrinker(differingIf(steps -> false), 200).shrink(walk)).isEqualTo(walk);
    }

    private java.util.function.Function<List<Step>, Walk> differingIf(Predicate<List<Step>> differs) {
        return steps -> {
            lengths.add(steps.size());
            return walk(steps, differs.test(steps) ? List.of(POWER) : List.of());
        };
    }

    private static Walk walk(List<Step> steps, List<Difference> differences) {
        return new Walk(0, steps.stream().map(StepText::print).toList(), List.of(), differences);
    }

    private static Walk longWalk(Step... among) {
        List<Step> steps = new ArrayList<>(IntStream.range(0, 20)
                .<Step>mapToObj(i -> new PowerStep.Start("g" + i))
                .toList());
        for (int i = 0; i < among.length; i++) {
            steps.add(5 + 9 * i, among[i]);
        }
        return walk(steps, List.of(POWER));
    }
}
