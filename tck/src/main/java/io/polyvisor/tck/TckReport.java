package io.polyvisor.tck;

import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.EndpointFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run found out, and what follows from it by arithmetic.
 *
 * <p>Immutable and thread-safe.
 *
 * @param backend the backend's short name
 * @param facts what answered, and whether it was real
 * @param capabilities what it declares
 * @param began when the run began
 * @param took how long it took, by the real clock
 * @param measuredStart how long the cheap guest took to be made and started
 * @param results the rules that are checked, in order
 * @param untested the rules that nothing checks
 * @param leftBehind what the run could not remove; empty after a good run
 */
public record TckReport(
        String backend,
        EndpointFacts facts,
        Capabilities capabilities,
        Instant began,
        Duration took,
        Duration measuredStart,
        List<RuleResult> results,
        List<Rule> untested,
        List<String> leftBehind) {

    /** Copies the lists. */
    public TckReport {
        results = List.copyOf(results);
        untested = List.copyOf(untested);
        leftBehind = List.copyOf(leftBehind);
    }

    /** The results with that verdict. */
    public <V extends Verdict> List<RuleResult> with(Class<V> verdict) {
        return results.stream()
                .filter(result -> verdict.isInstance(result.verdict()))
                .toList();
    }

    /** How many results have each verdict, by the verdict's name; all names are there. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List.of("PASS", "FAIL", "NOT_APPLICABLE", "NOT_RUN", "INCONCLUSIVE").forEach(word -> counts.put(word, 0));
        results.forEach(result -> counts.merge(result.verdict().word(), 1, Integer::sum));
        return counts;
    }

    /** What can be claimed for each profile of which rules were chosen. */
    public List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        for (Profile profile : Profile.values()) {
            List<RuleResult> mine = results.stream()
                    .filter(result -> result.rule().profile() == profile)
                    .toList();
            if (!mine.isEmpty()) {
                claims.add(Claim.of(profile, mine));
            }
        }
        return claims;
    }

    /** The declared capabilities that a MUST rule proved and no rule disproved. */
    public Set<Capability> verified() {
        EnumSet<Capability> verified = EnumSet.noneOf(Capability.class);
        for (Capability capability : capabilities.provided()) {
            List<RuleResult> about = results.stream()
                    .filter(result -> result.rule().needs().capabilities().contains(capability))
                    .toList();
            boolean proved = about.stream()
                    .anyMatch(
                            result -> result.rule().level() == Level.MUST && result.verdict() instanceof Verdict.Pass);
            if (proved && about.stream().noneMatch(result -> result.verdict() instanceof Verdict.Fail)) {
                verified.add(capability);
            }
        }
        return verified;
    }

    /** Whether nothing failed, nothing stayed open and nothing was left behind. */
    public boolean clean() {
        return with(Verdict.Fail.class).isEmpty()
                && with(Verdict.Inconclusive.class).isEmpty()
                && leftBehind.isEmpty();
    }

    /** The run in one line. */
    public String headline() {
        return backend + " (" + facts.nature() + "): " + verified().size() + " of "
                + capabilities.provided().size() + " declared capabilities verified; "
                + counts().entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    /** The report for people. */
    public String toText() {
        return ReportText.of(this);
    }

    /** The report for programs, as JSON of the schema {@code polyvisor-tck/1}. */
    public String toJson() {
        return ReportJson.of(this);
    }

    /** The report as JUnit's XML. */
    public String toJUnitXml() {
        return ReportJUnitXml.of(this);
    }
}
