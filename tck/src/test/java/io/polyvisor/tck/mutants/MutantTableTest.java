package io.polyvisor.tck.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.tck.Docs;
import io.polyvisor.tck.Rule;
import io.polyvisor.tck.RuleId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each MUST rule says FAIL on a product that is wrong, and lets most of the others pass. */
final class MutantTableTest {
    private static final String DOCUMENT = "mutants.md";
    private static final String MUTANTS = System.getProperty("polyvisor.mutants", ".*");

    @TestFactory
    Stream<DynamicTest> every_mutant_of_the_table_fails_its_rules() {
        Map<String, Set<RuleId>> rules = new TreeMap<>();
        MutantTable.linesOf(Docs.read(DOCUMENT))
                .forEach(line -> rules.computeIfAbsent(line.mutant(), any -> new TreeSet<>())
                        .add(line.rule()));
        Map<String, Mutant> mutants = byName();
        return rules.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(), () -> fails(mutants.get(entry.getKey()), entry.getValue())));
    }

    @Test
    void every_must_rule_has_a_line_or_is_listed_as_being_without_a_mutant() {
        String document = Docs.read(DOCUMENT);
        List<RuleId> shown = MutantTable.linesOf(document).stream()
                .map(MutantTable.Line::rule)
                .toList();
        List<RuleId> without = MutantTable.withoutMutantIn(document);
        assertThat(without).as("listed, though they have a line").noneMatch(shown::contains);
        assertThat(Stream.concat(shown.stream(), without.stream()))
                .containsExactlyInAnyOrderElementsOf(
                        MutantTable.musts().stream().map(Rule::id).toList());
    }

    @Test
    void every_mutant_of_the_table_leaves_most_other_rules_passing() {
        assertThat(MutantTable.linesOf(Docs.read(DOCUMENT)))
                .allSatisfy(line -> assertThat(line.othersPassed()).isGreaterThan(line.othersFailed()));
    }

    @Test
    void mutants_have_distinct_names() {
        List<String> names = Mutants.all().stream().map(Mutant::name).toList();
        assertThat(new HashSet<>(names)).hasSameSizeAs(names);
    }

    @Test
    void the_document_is_what_its_lines_are_written_as() {
        String document = Docs.read(DOCUMENT);
        assertThat(document).isEqualTo(MutantTable.of(MutantTable.linesOf(document)));
    }

    @Test
    @Tag("nightly")
    void all_mutants_against_all_rules() {
        MutantMatrix matrix = MutantMatrix.of(() -> Mutants.named(MUTANTS));
        assertThat(matrix.rows()).as("mutants named " + MUTANTS).isNotEmpty();
        String measured = MutantTable.with(matrix, Docs.read(DOCUMENT));
        Docs.writeIfAsked(DOCUMENT, measured);
        // Not the whole document: on a busy machine some mutants fail a rule more or less that waits by the real clock.
        assertThat(MutantTable.withoutMutantIn(Docs.read(DOCUMENT))).isEqualTo(MutantTable.withoutMutantIn(measured));
    }

    private static void fails(Mutant mutant, Set<RuleId> rules) {
        assertThat(MutantMatrix.row(mutant, rule -> rules.contains(rule.id())).failed())
                .containsExactlyInAnyOrderElementsOf(rules);
    }

    private static Map<String, Mutant> byName() {
        Map<String, Mutant> mutants = new TreeMap<>();
        Mutants.all().forEach(mutant -> mutants.put(mutant.name(), mutant));
        return mutants;
    }
}
