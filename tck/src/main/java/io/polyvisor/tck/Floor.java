package io.polyvisor.tck;

import io.polyvisor.model.Capability;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a backend reached once and must not fall below: a committed file, so that nobody passes by denying. It names the capabilities
 * that must be declared, how many rules of each profile must pass, and which rules did. Rules that the floors of two unlike backends
 * name are firm, see {@link Standing}.
 *
 * <pre>
 * capabilities = PAUSE SUSPEND ...
 * pass.core = 58
 * rules.LIFE = 001 002 ...
 * </pre>
 *
 * @param capabilities what must be declared
 * @param passes how many rules must pass, by profile
 * @param rules which rules must pass; empty in a file that does not name them
 */
public record Floor(Set<Capability> capabilities, Map<Profile, Integer> passes, Set<RuleId> rules) {
    private static final String RULES = "rules";

    /** Copies the collections. */
    public Floor {
        capabilities = Set.copyOf(capabilities);
        passes = Map.copyOf(passes);
        rules = Set.copyOf(rules);
    }

    /** Reads a floor file; it is not closed. */
    public static Floor read(Reader file) {
        Properties lines = new Properties();
        try {
            lines.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the floor file", e);
        }
        EnumSet<Capability> capabilities = EnumSet.noneOf(Capability.class);
        Arrays.stream(lines.getProperty("capabilities", "").split("[\\s,]+", -1))
                .filter(name -> !name.isBlank())
                .forEach(name -> capabilities.add(Capability.valueOf(name)));
        Map<Profile, Integer> passes = new EnumMap<>(Profile.class);
        for (String key : lines.stringPropertyNames()) {
            if (key.startsWith("pass.")) {
                passes.put(
                        Profile.ofLabel(key.substring("pass.".length())),
                        Integer.parseInt(lines.getProperty(key).strip()));
            }
        }
        return new Floor(capabilities, passes, RuleList.read(lines, RULES));
    }

    /** Reads the floor file of that name that lies beside a class. */
    public static Floor beside(Class<?> neighbour, String name) {
        InputStream found = neighbour.getResourceAsStream(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no floor file " + name + " beside " + neighbour);
        }
        try (Reader file = new InputStreamReader(found, StandardCharsets.UTF_8)) {
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the floor file " + name, e);
        }
    }

    /** The floor on which that report stands. */
    public static Floor of(TckReport report) {
        Map<Profile, Integer> passes = new EnumMap<>(Profile.class);
        report.claims().forEach(claim -> passes.put(claim.profile(), claim.passed()));
        Set<RuleId> rules = report.with(Verdict.Pass.class).stream()
                .map(result -> result.rule().id())
                .collect(Collectors.toSet());
        return new Floor(report.capabilities().provided(), passes, rules);
    }

    /** Where a report falls below; empty when it does not. */
    public List<String> shortfalls(TckReport report) {
        List<String> found = new ArrayList<>();
        capabilities.stream()
                .sorted()
                .forEach(capability -> report.capabilities()
                        .whyAbsent(capability)
                        .ifPresent(why -> found.add(capability + " was declared before and is now absent: " + why)));
        Map<Profile, Integer> reached = of(report).passes();
        new TreeMap<>(passes).forEach((profile, wanted) -> {
            int now = reached.getOrDefault(profile, 0);
            if (now < wanted) {
                found.add("profile " + profile.label() + ": " + now + " rules passed, " + wanted + " did before");
            }
        });
        Map<RuleId, Verdict> verdicts = report.results().stream()
                .collect(Collectors.toMap(result -> result.rule().id(), RuleResult::verdict));
        new TreeSet<>(rules).forEach(rule -> {
            Verdict now = verdicts.getOrDefault(rule, new Verdict.NotRun("it was not chosen, or is there no more"));
            if (!(now instanceof Verdict.Pass)) {
                found.add(rule + " passed before and is now " + now.word() + ": " + now.detail());
            }
        });
        return found;
    }

    /** The floor as its file holds it. */
    public String text() {
        return "capabilities = "
                + capabilities.stream().sorted().map(Enum::name).collect(Collectors.joining(" "))
                + "\n"
                + new TreeMap<>(passes)
                        .entrySet().stream()
                                .map(entry -> "pass." + entry.getKey().label() + " = " + entry.getValue() + "\n")
                                .collect(Collectors.joining())
                + RuleList.text(rules, RULES);
    }
}
