package io.polyvisor.tck;

import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A list of rules in a properties file: one line per area, {@code prefix.LIFE = 001 002}, so that a rule more or less is a small
 * difference between two versions of the file.
 */
final class RuleList {
    private RuleList() {}

    /** The rules under that prefix; empty when it has none. */
    static Set<RuleId> read(Properties lines, String prefix) {
        Set<RuleId> rules = new TreeSet<>();
        for (Area area : Area.values()) {
            for (String number : lines.getProperty(prefix + "." + area, "").split("\\s+", -1)) {
                if (!number.isBlank()) {
                    rules.add(new RuleId(area, Integer.parseInt(number)));
                }
            }
        }
        return rules;
    }

    /** The lines under that prefix, each with its end. */
    static String text(Set<RuleId> rules, String prefix) {
        Map<Area, Set<RuleId>> byArea = new EnumMap<>(Area.class);
        rules.forEach(rule ->
                byArea.computeIfAbsent(rule.area(), any -> new TreeSet<>()).add(rule));
        return new TreeMap<>(byArea)
                .entrySet().stream()
                        .map(entry -> prefix + "." + entry.getKey() + " = " + numbers(entry.getValue()) + "\n")
                        .collect(Collectors.joining());
    }

    private static String numbers(Set<RuleId> rules) {
        return rules.stream().map(rule -> String.format("%03d", rule.number())).collect(Collectors.joining(" "));
    }
}
