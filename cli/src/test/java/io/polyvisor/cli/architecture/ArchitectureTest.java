package io.polyvisor.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The house as it was drawn: every rule holds on all modules, and every rule can fail. */
final class ArchitectureTest {

    private static Map<String, ArchRule> rules() {
        Map<String, ArchRule> all = new LinkedHashMap<>(Arrows.rules());
        all.putAll(Manners.rules());
        return all;
    }

    @TestFactory
    Stream<DynamicTest> holds() {
        return rules().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(House.classes())));
    }

    @TestFactory
    Stream<DynamicTest> fails_on_code_that_breaks_it() {
        return rules().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> assertThat(
                                        rule.getValue().evaluate(House.broken()).hasViolation())
                                .isTrue()));
    }
}
