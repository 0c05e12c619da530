package io.polyvisor.tck;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule's id, such as {@code PV-LIFE-012}. Never given to another rule, also not after its own was dropped.
 *
 * @param area the section that it belongs to
 * @param number its number within the section, from 1
 */
public record RuleId(Area area, int number) implements Comparable<RuleId> {
    private static final Pattern FORM = Pattern.compile("PV-([A-Z]{3,5})-(\\d{3})");

    /** Checks the number. */
    public RuleId {
        Objects.requireNonNull(area, "area");
        if (number < 1 || number > 999) {
            throw new IllegalArgumentException("a rule's number is from 1 to 999, not " + number);
        }
    }

    /** Reads an id as {@link #toString} writes it. */
    public static RuleId parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not the id of a rule; write for instance PV-LIFE-012");
        }
        return new RuleId(Area.valueOf(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public int compareTo(RuleId other) {
        int byArea = area.compareTo(other.area);
        return byArea != 0 ? byArea : Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return String.format("PV-%s-%03d", area, number);
    }
}
