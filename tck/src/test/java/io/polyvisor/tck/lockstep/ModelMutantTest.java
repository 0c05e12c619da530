package io.polyvisor.tck.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ModelMutantTest {
    private static final int SEEDS = 50;
    private static final int STEPS = 40;

    static Stream<ModelMutant> mutants() {
        return ModelMutant.all();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void a_mutant_is_found_and_told_in_few_steps(ModelMutant mutant, TestReporter reporter) {
        LockstepSubject model = LockstepSubject.model();
        LockstepSubject subject = mutant.of(model);

        LockstepReport report = Lockstep.runUntilDifference(model, subject, Lockstep.seeds(1, SEEDS), STEPS);
        Walk found = report.firstDiffering().orElseThrow(() -> new AssertionError(mutant + " was not found"));
        Walk shrunk = Lockstep.shrink(model, subject, found, 100);

        reporter.publishEntry(mutant + ", seed " + found.seed(), "\n" + shrunk.told());
        assertThat(found.differences())
                .as("a mutant throws nothing")
                .noneMatch(difference -> difference.subject().contains("BACKEND_FAULT")
                        || difference.subject().contains("UNREACHABLE")
                        || difference.subject().startsWith("broke"));
        assertThat(shrunk.steps()).hasSizeLessThanOrEqualTo(10);
        assertThat(Lockstep.replay(model, subject, shrunk.script()).agreed()).isFalse();
        assertThat(Lockstep.replay(model, model, shrunk.script()).agreed()).isTrue();
    }

    @Test
    void there_are_twenty_mutants_at_least_and_each_has_a_name_of_its_own() {
        assertThat(mutants().map(ModelMutant::name))
                .hasSizeGreaterThanOrEqualTo(20)
                .doesNotHaveDuplicates();
    }
}
