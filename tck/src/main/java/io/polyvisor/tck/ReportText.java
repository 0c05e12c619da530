package io.polyvisor.tck;

import io.polyvisor.model.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/** A report for people: what failed first, then what was not run and why, then the claims. */
final class ReportText {
    private final StringBuilder text = new StringBuilder();

    private ReportText() {}

    static String of(TckReport report) {
        ReportText writer = new ReportText();
        writer.line(report.headline());
        writer.line(report.facts().product() + " " + report.facts().version() + " through "
                + report.facts().library() + "; " + report.began() + ", "
                + report.took().toSeconds() + " s; a start took "
                + report.measuredStart().toMillis() + " ms");
        writer.section("Failed", report.with(Verdict.Fail.class), true);
        writer.section("Inconclusive", report.with(Verdict.Inconclusive.class), true);
        writer.section("Not run", report.with(Verdict.NotRun.class), false);
        writer.section("Not applicable", report.with(Verdict.NotApplicable.class), false);
        writer.retried(report);
        writer.untested(report);
        writer.leftBehind(report);
        writer.unverified(report);
        writer.claims(report);
        return writer.text.toString();
    }

    private void section(String title, List<RuleResult> results, boolean withAdvice) {
        if (results.isEmpty()) {
            return;
        }
        line("");
        line(title);
        for (RuleResult result : results) {
            Rule rule = result.rule();
            line("  " + rule.id() + " " + rule.level() + (rule.standing().firm() ? "" : ", a draft") + "  "
                    + rule.sentence());
            line("      " + result.verdict().detail());
            if (withAdvice) {
                line("      look at: " + rule.lookAt());
                line("      why this rule: " + rule.why());
            }
        }
    }

    private void retried(TckReport report) {
        List<RuleResult> noted = report.results().stream()
                .filter(result -> !result.notes().isEmpty())
                .toList();
        if (!noted.isEmpty()) {
            line("");
            line("Notes");
            noted.forEach(result ->
                    result.notes().forEach(note -> line("  " + result.rule().id() + "  " + note)));
        }
    }

    private void untested(TckReport report) {
        if (!report.untested().isEmpty()) {
            line("");
            line("Untested: nothing checks these rules yet");
            report.untested()
                    .forEach(rule -> line("  " + rule.id() + " " + rule.level() + "  " + rule.sentence() + " ("
                            + rule.untested().orElse("") + ")"));
        }
    }

    private void leftBehind(TckReport report) {
        if (!report.leftBehind().isEmpty()) {
            line("");
            line("Left behind");
            report.leftBehind().forEach(thing -> line("  " + thing));
        }
    }

    private void claims(TckReport report) {
        line("");
        line("Claims");
        for (Claim claim : report.claims()) {
            line(String.format(
                    "  %-16s %-12s %3d of %3d applicable rules passed, %d in all",
                    claim.profile().label(), claim.state(), claim.passed(), claim.applicable(), claim.all()));
        }
        List<RuleResult> passed = report.with(Verdict.Pass.class);
        long firm = passed.stream()
                .filter(result -> result.rule().standing().firm())
                .count();
        line("  of the " + passed.size() + " that passed " + firm
                + " are firm, by two unlike backends; the rest are drafts");
    }

    private void unverified(TckReport report) {
        EnumSet<Capability> open = EnumSet.noneOf(Capability.class);
        open.addAll(report.capabilities().provided());
        open.removeAll(report.verified());
        if (!open.isEmpty()) {
            line("");
            line("Declared and not verified");
            line("  " + open.stream().map(Enum::name).collect(Collectors.joining(", ")));
        }
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
