package io.polyvisor.tck.mutants;

import io.polyvisor.tck.Level;
import io.polyvisor.tck.Rule;
import io.polyvisor.tck.RuleId;
import io.polyvisor.tck.rules.RuleCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/mutants.md: for each MUST rule the mutant that it notices, and how many other rules that mutant leaves passing. */
final class MutantTable {
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\| (PV-[A-Z]+-\\d{3}) \\| (.+?) \\| (\\w+) \\| (\\d+) \\| (\\d+) \\|$");
    private static final Pattern WITHOUT = Pattern.compile("(?m)^- (PV-[A-Z]+-\\d{3}): ");

    private MutantTable() {}

    /** One line of the table. */
    record Line(RuleId rule, String mutant, String where, int othersFailed, int othersPassed) {}

    static String of(MutantMatrix matrix) {
        StringBuilder text = new StringBuilder("# Mutants: what shows that a rule notices anything\n\n")
                .append(
                        "Each line is a product with one thing wrong: in the *driver* (below the core), in the transition *table*, or in the *core*\n")
                .append(
                        "(imitated between the core and the rules). The rule in front says FAIL on it; the last columns say how many of the other\n")
                .append(
                        "rules failed and passed with it. Of those that fail few others, few were chosen, so that a build has time to repeat them. ")
                .append(matrix.rows().size())
                .append(
                        " mutants were run on the\nreference model. The test `MutantTableTest` repeats each line; `-Pnightly -Dpolyvisor.docs.write=true` runs all against all and writes this file.\n\n")
                .append("| rule | mutant | where | others failed | others passed |\n|---|---|---|---|---|\n");
        List<RuleId> rules = musts().stream().map(Rule::id).toList();
        Map<RuleId, String> chosen = matrix.chosen(rules);
        chosen.forEach((rule, mutant) -> text.append(line(rule, mutant, matrix.row(mutant))));
        List<RuleId> without =
                rules.stream().filter(rule -> !chosen.containsKey(rule)).toList();
        text.append("\n## MUST rules without a mutant\n\n");
        without.forEach(id -> text.append("- ")
                .append(id)
                .append(": ")
                .append(RuleCatalogue.rule(id).sentence())
                .append('\n'));
        return text.append(without.isEmpty() ? "None.\n" : "").toString();
    }

    private static String line(RuleId rule, String mutant, MutantMatrix.Row row) {
        return "| " + rule + " | " + mutant + " | " + row.where() + " | "
                + (row.failed().size() - 1) + " | " + row.passed().size() + " |\n";
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
