package io.polyvisor.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which kinds of hypervisors passed which rules: a file beside this class, written from the floor files that backends commit.
 *
 * @param passed the rules that each kind passed
 */
record Standings(Map<String, Set<RuleId>> passed) {
    private static final String FILE = "passed-by.properties";
    private static final String KINDS = "kinds";
    private static final Standings COMMITTED = committed();

    Standings {
        passed = Map.copyOf(passed);
    }

    /** How that rule stands by the committed floor files. */
    static Standing of(RuleId rule) {
        return COMMITTED.standing(rule);
    }

    Standing standing(RuleId rule) {
        return new Standing(passed.entrySet().stream()
                .filter(kind -> kind.getValue().contains(rule))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
    }

    /** Reads such a file; it is not closed. */
    static Standings read(Reader file) {
        Properties lines = new Properties();
        try {
            lines.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
        Map<String, Set<RuleId>> passed = new TreeMap<>();
        for (String kind : lines.getProperty(KINDS, "").split("\\s+", -1)) {
            if (!kind.isBlank()) {
                passed.put(kind, RuleList.read(lines, kind));
            }
        }
        return new Standings(passed);
    }

    /** The file. */
    String text() {
        Map<String, Set<RuleId>> sorted = new TreeMap<>(passed);
        StringBuilder text = new StringBuilder()
                .append("# Which kinds of hypervisors passed which rules, by the floor files of their backends.\n")
                .append(
                        "# Written by StandingsTest with -Dpolyvisor.docs.write=true; a rule that two of them passed is firm.\n")
                .append(KINDS)
                .append(" = ")
                .append(String.join(" ", sorted.keySet()))
                .append('\n');
        sorted.forEach((kind, rules) -> text.append(RuleList.text(rules, kind)));
        return text.toString();
    }

    private static Standings committed() {
        InputStream found = Standings.class.getResourceAsStream(FILE);
        if (found == null) {
            throw new IllegalStateException("the jar lacks " + FILE);
        }
        try (Reader file = new InputStreamReader(found, StandardCharsets.UTF_8)) {
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }
}
