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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which mutant fails which rules. */
record MutantMatrix(Map<String, Row> rows) {
    private static final int PRECISE = 20;

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
        return killerOf(rule, rows.keySet());
    }

    /**
     * For each rule a mutant that fails it: of few mutants, so that a plain build has time to repeat them, and of precise ones, so that
     * each says something.
     */
    Map<RuleId, String> chosen(List<RuleId> rules) {
        Set<String> few = new TreeSet<>();
        Set<RuleId> left = new TreeSet<>(rules);
        Optional<String> next = mostUseful(left);
        while (next.isPresent()) {
            few.add(next.get());
            left.removeAll(row(next.get()).failed());
            next = mostUseful(left);
        }
        left.forEach(rule -> killerOf(rule).ifPresent(few::add));
        Map<RuleId, String> chosen = new TreeMap<>();
        rules.forEach(rule -> killerOf(rule, few).ifPresent(mutant -> chosen.put(rule, mutant)));
        return chosen;
    }

    Row row(String mutant) {
        return Objects.requireNonNull(rows.get(mutant));
    }

    private Optional<String> mostUseful(Set<RuleId> left) {
        return rows.keySet().stream()
                .filter(mutant -> row(mutant).failed().size() <= PRECISE && news(mutant, left) > 0)
                .max(Comparator.<String>comparingLong(mutant -> news(mutant, left))
                        .thenComparing(mutant -> -row(mutant).failed().size())
                        .thenComparing(Comparator.reverseOrder()));
    }

    private long news(String mutant, Set<RuleId> left) {
        return row(mutant).failed().stream().filter(left::contains).count();
    }

    private Optional<String> killerOf(RuleId rule, Set<String> among) {
        return among.stream()
                .filter(mutant -> row(mutant).failed().contains(rule))
                .min(Comparator.<String>comparingInt(
                                mutant -> row(mutant).failed().size())
                        .thenComparing(Comparator.naturalOrder()));
    }
}
