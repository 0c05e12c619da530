package io.polyvisor.placement.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule of the checker is broken once, alone, and says so. */
final class MutantsTest {

    private static List<Mutant> mutants() {
        List<Mutant> all = new ArrayList<>(MutantAnswers.all());
        all.addAll(MutantPlans.all());
        return all;
    }

    @TestFactory
    Stream<DynamicTest> mutant_is_rejected_by_its_rule_alone() {
        return mutants().stream()
                .map(mutant -> DynamicTest.dynamicTest(
                        mutant.rule().words(),
                        () -> assertThat(mutant.faults())
                                .isNotEmpty()
                                .allMatch(fault ->
                                        fault.rule().equals(mutant.rule().words()))));
    }

    @TestFactory
    Stream<DynamicTest> what_the_mutants_were_made_from_is_accepted() {
        return Stream.concat(Stream.of(MutantAnswers.sound()), MutantPlans.sound().stream())
                .map(sound -> DynamicTest.dynamicTest(
                        sound.rule().words(), () -> assertThat(sound.faults()).isEmpty()));
    }

    @Test
    void there_is_a_mutant_for_every_rule_and_a_rule_for_every_mutant() {
        assertThat(mutants().stream().map(mutant -> mutant.rule().words()))
                .containsExactlyInAnyOrderElementsOf(Checker.rules());
    }
}
