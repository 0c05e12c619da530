package io.polyvisor.tck.mutants;

import io.polyvisor.tck.Level;
import io.polyvisor.tck.Rule;
import io.polyvisor.tck.RuleId;
import io.polyvisor.tck.rules.RuleCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** docs/mutants.md: for each MUST rule the mutant that it notices, and how many other rules that mutant leaves passing. */
final class MutantTable {
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\| (PV-[A-Z]+-\\d{3}) \\| (.+?) \\| (\\w+) \\| (\\d+) \\| (\\d+) \\|$");
    private static final Comparator<Line> BEST =
            Comparator.comparingInt(Line::othersFailed).thenComparing(Line::mutant);
    private static final String BEGINNING = """
            # Mutants: what shows that a rule notices anything

            Each line is a product with one thing wrong: in the *driver* (below the core), in the transition *table*, or in the *core*
            (imitated between the core and the rules). The rule in front says FAIL on it; the last columns say how many of the other
            rules failed and passed with it. A failure counts when it comes again with only the failed rules running. For each rule
            the mutant is shown that fails the fewest others. All of it is measured on the reference model. The test
            `MutantTableTest` repeats each line; `-Pnightly -Dpolyvisor.docs.write=true` runs all mutants against all rules and
            writes this file, with `-Dpolyvisor.mutants=<regular expression>` only the lines of mutants of such names.

            | rule | mutant | where | others failed | others passed |
            |---|---|---|---|---|
            """;
    private static final Pattern WITHOUT = Pattern.compile("(?m)^- (PV-[A-Z]+-\\d{3}): ");

    private MutantTable() {}

    /** One line of the table. */
    record Line(RuleId rule, String mutant, String where, int othersFailed, int othersPassed) {

        @Override
        public String toString() {
            return "| " + rule + " | " + mutant + " | " + where + " | " + othersFailed + " | " + othersPassed + " |\n";
        }
    }

    /**
     * The document with what those mutants came to: lines of mutants that were not run stay unless a better one was. With all
     * mutants nothing stays, and it is written anew.
     */
    static String with(MutantMatrix matrix, String document) {
        List<Line> candidates = new ArrayList<>(linesOf(document));
        Set<String> known = Mutants.all().stream().map(Mutant::name).collect(Collectors.toSet());
        candidates.removeIf(line -> matrix.rows().containsKey(line.mutant()) || !known.contains(line.mutant()));
        matrix.rows()
                .forEach((mutant, row) -> row.failed()
                        .forEach(rule -> candidates.add(new Line(
                                rule,
                                mutant,
                                row.where(),
                                row.failed().size() - 1,
                                row.passed().size()))));
        return of(candidates);
    }

    /** The document with the best line of each rule: that of the mutant that fails the fewest others. */
    static String of(List<Line> candidates) {
        Map<RuleId, Line> best = new TreeMap<>();
        candidates.forEach(line -> best.merge(line.rule(), line, BinaryOperator.minBy(BEST)));
        StringBuilder text = new StringBuilder(BEGINNING);
        List<Rule> without = new ArrayList<>();
        for (Rule rule : musts()) {
            Line line = best.get(rule.id());
            if (line == null) {
                without.add(rule);
            } else {
                text.append(line);
            }
        }
        text.append("\n## MUST rules without a mutant\n\n");
        without.forEach(rule -> text.append("- ")
                .append(rule.id())
                .append(": ")
                .append(rule.sentence())
                .append('\n'));
        return text.append(without.isEmpty() ? "None.\n" : "").toString();
    }

    static List<Line> linesOf(String document) {
        List<Line> lines = new ArrayList<>();
        Matcher matcher = LINE.matcher(document);
        while (matcher.find()) {
            lines.add(new Line(
                    RuleId.parse(matcher.group(1)),
                    matcher.group(2),
                    matcher.group(3),
                    Integer.parseInt(matcher.group(4)),
                    Integer.parseInt(matcher.group(5))));
        }
        return lines;
    }

    static List<RuleId> withoutMutantIn(String document) {
        List<RuleId> ids = new ArrayList<>();
        Matcher matcher = WITHOUT.matcher(document);
        while (matcher.find()) {
            ids.add(RuleId.parse(matcher.group(1)));
        }
        return ids;
    }

    /** The MUST rules that something checks. */
    static List<Rule> musts() {
        return RuleCatalogue.all().stream()
                .filter(rule -> rule.level() == Level.MUST && rule.body().isPresent())
                .toList();
    }
}
