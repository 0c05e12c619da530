package io.polyvisor.tck.mutants;

import io.polyvisor.tck.MemoryEnvironment;
import io.polyvisor.tck.Rule;
import io.polyvisor.tck.RuleId;
import io.polyvisor.tck.RuleResult;
import io.polyvisor.tck.TckRunner;
import io.polyvisor.tck.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which mutant fails which rules. */
record MutantMatrix(Map<String, Row> rows) {

    /** One mutant's run. */
    record Row(String where, Set<RuleId> failed, Set<RuleId> passed) {}

    /** Runs each mutant against those rules, each in a world of its own. */
    static MutantMatrix of(List<Mutant> mutants, Predicate<Rule> rules) {
        Map<String, Row> rows = new TreeMap<>();
        mutants.forEach(mutant -> rows.put(mutant.name(), row(mutant, rules)));
        return new MutantMatrix(rows);
    }

    static Row row(Mutant mutant, Predicate<Rule> rules) {
        Set<RuleId> failed = new TreeSet<>();
        Set<RuleId> passed = new TreeSet<>();
        for (RuleResult result : results(mutant, rules)) {
            (result.verdict() instanceof Verdict.Pass ? passed : failed)
                    .add(result.rule().id());
        }
        return new Row(mutant.where(), failed, passed);
    }

    private static List<RuleResult> results(Mutant mutant, Predicate<Rule> rules) {
        try (MemoryEnvironment environment = mutant.environment().get()) {
            List<RuleResult> results = new ArrayList<>();
            TckRunner.on(environment)
                    .varied(mutant.variation())
                    .choosing(rules)
                    .telling(results::add)
                    .run();
            return results;
        }
    }

    /** The mutant that fails that rule and leaves most others passing. */
    Optional<String> killerOf(RuleId rule) {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().failed().contains(rule))
                .min(Comparator.<Map.Entry<String, Row>>comparingInt(
                                row -> row.getValue().failed().size())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
    }
}
