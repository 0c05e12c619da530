package io.polyvisor.tck;

import io.polyvisor.tck.rules.RuleCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * docs/spec.md and the rules in code say the same. The introductions of the document are written by hand and kept; the rules below
 * each section's introduction are printed from the catalogue.
 */
final class SpecDocument {
    private static final Pattern RULE = Pattern.compile("(?m)^\\*\\*(PV-[A-Z]+-\\d{3}) (MUST|SHOULD)\\*\\* (.+)$");
    private static final String END = "<!-- end of rules -->";

    private SpecDocument() {}

    /** One rule as the document has it. */
    record Written(RuleId id, Level level, String sentence) {}

    /** The rules that a document has, in its order. */
    static List<Written> rulesOf(String document) {
        List<Written> found = new ArrayList<>();
        Matcher matcher = RULE.matcher(document);
        while (matcher.find()) {
            found.add(new Written(
                    RuleId.parse(matcher.group(1)),
                    Level.valueOf(matcher.group(2)),
                    matcher.group(3).strip()));
        }
        return found;
    }

    /** The document with the rules of the code between its introductions. */
    static String withRules(String document, Standings standings) {
        String text = document.replace("\r\n", "\n");
        for (Area area : Area.values()) {
            String begin = "<!-- rules of " + area + ": printed from the code -->";
            int from = text.indexOf(begin);
            int to = text.indexOf(END, Math.max(0, from));
            if (from < 0 || to < 0) {
                throw new IllegalArgumentException("docs/spec.md has no place for the rules of " + area);
            }
            text = text.substring(0, from + begin.length()) + "\n\n" + rules(area, standings) + text.substring(to);
        }
        return text;
    }

    private static String rules(Area area, Standings standings) {
        StringBuilder text = new StringBuilder();
        for (Rule rule : RuleCatalogue.all()) {
            if (rule.id().area() == area) {
                text.append(entry(rule, standings.standing(rule.id()))).append('\n');
            }
        }
        return text.toString();
    }

    private static String entry(Rule rule, Standing standing) {
        String needs = rule.needs().toString();
        return "**" + rule.id() + " " + rule.level() + "** " + rule.sentence() + "\n"
                + "<br>*" + rule.profile().label() + (needs.isEmpty() ? "" : "; needs " + needs) + "; "
                + standing + ".* " + rule.why()
                + rule.untested().map(why -> " ***Untested:*** " + why + ".").orElse("")
                + "\n";
    }
}
