package io.polyvisor.tck;

import java.util.LinkedHashMap;
import java.util.Map;

/** A report for programs: schema {@code polyvisor-tck/1}. Fields are added under the same number and change under the next. */
final class ReportJson {
    static final String SCHEMA = "polyvisor-tck/1";

    private ReportJson() {}

    static String of(TckReport report) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schema", SCHEMA);
        root.put("backend", report.backend());
        root.put("nature", report.facts().nature());
        root.put("product", report.facts().product());
        root.put("version", report.facts().version());
        root.put("library", report.facts().library());
        root.put("commit", System.getProperty("polyvisor.commit", "unknown"));
        root.put("began", report.began());
        root.put("tookMillis", report.took().toMillis());
        root.put("measuredStartMillis", report.measuredStart().toMillis());
        root.put("counts", report.counts());
        root.put("declared", report.capabilities().provided());
        root.put("verified", report.verified());
        root.put("absent", report.capabilities().absent());
        root.put("claims", report.claims().stream().map(ReportJson::claim).toList());
        root.put("results", report.results().stream().map(ReportJson::result).toList());
        root.put(
                "untested", report.untested().stream().map(ReportJson::untested).toList());
        root.put("leftBehind", report.leftBehind());
        return JsonText.of(root);
    }

    private static Map<String, Object> claim(Claim claim) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("profile", claim.profile().label());
        fields.put("state", claim.state());
        fields.put("passed", claim.passed());
        fields.put("applicable", claim.applicable());
        fields.put("all", claim.all());
        return fields;
    }

    private static Map<String, Object> result(RuleResult result) {
        Rule rule = result.rule();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rule", rule.id());
        fields.put("level", rule.level());
        fields.put("profile", rule.profile().label());
        fields.put("sentence", rule.sentence());
        fields.put("firm", rule.standing().firm());
        fields.put("verdict", result.verdict().word());
        fields.put("detail", result.verdict().detail());
        fields.put("tookMillis", result.took().toMillis());
        fields.put("attempts", result.attempts());
        fields.put("notes", result.notes());
        return fields;
    }

    private static Map<String, Object> untested(Rule rule) {
        return new LinkedHashMap<>(Map.of(
                "rule",
                rule.id(),
                "level",
                rule.level(),
                "reason",
                rule.untested().orElse("")));
    }
}
