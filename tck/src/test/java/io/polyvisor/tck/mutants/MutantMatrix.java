package io.polyvisor.tck.mutants;

import io.polyvisor.tck.MemoryEnvironment;
import io.polyvisor.tck.Rule;
import io.polyvisor.tck.RuleId;
import io.polyvisor.tck.RuleResult;
import io.polyvisor.tck.TckRunner;
import io.polyvisor.tck.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Which mutant fails which rules. */
record MutantMatrix(Map<String, Row> rows) {

    /** One mutant's run: what said FAIL, and what said PASS. What could not be run says nothing. */
    record Row(String where, Set<RuleId> failed, Set<RuleId> passed) {}

    /** Runs each mutant against all rules, each in a world of its own. */
    static MutantMatrix of(Supplier<List<Mutant>> mutants) {
        Map<String, Row> rows = new TreeMap<>();
        List<Mutant> first = mutants.get();
        // Some mutants remember what they saw: a second run needs one that saw nothing.
        List<Mutant> second = mutants.get();
        for (int i = 0; i < first.size(); i++) {
            rows.put(first.get(i).name(), twice(first.get(i), second.get(i)));
        }
        return new MutantMatrix(rows);
    }

    /** A rule that fails once and not again was hit by the machine's load, not by the mutant. */
    private static Row twice(Mutant mutant, Mutant again) {
        Row first = row(mutant, rule -> true);
        Row second = row(again, rule -> first.failed().contains(rule.id()));
        Set<RuleId> passed = new TreeSet<>(first.passed());
        passed.addAll(second.passed());
        return new Row(mutant.where(), second.failed(), passed);
    }

    static Row row(Mutant mutant, Predicate<Rule> rules) {
        Set<RuleId> failed = new TreeSet<>();
        Set<RuleId> passed = new TreeSet<>();
        for (RuleResult result : results(mutant, rules)) {
            if (result.verdict() instanceof Verdict.Fail) {
                failed.add(result.rule().id());
            } else if (result.verdict() instanceof Verdict.Pass) {
                passed.add(result.rule().id());
            }
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
}
