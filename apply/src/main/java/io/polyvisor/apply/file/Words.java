package io.polyvisor.apply.file;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How people write choices, numbers and durations, in files and on the command line alike. Stateless. */
public final class Words {
    private static final Pattern DURATION_PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern DURATION = Pattern.compile("(" + DURATION_PART.pattern() + ")+");

    private Words() {}

    /** An enum constant as people write it: {@code READ_ONLY} is {@code read-only}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant that {@code text} names, whatever its case and with hyphens or underscores. */
    public static <E extends Enum<E>> E choice(Class<E> type, String text) {
        String wanted = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        List<E> all = Arrays.asList(type.getEnumConstants());
        return all.stream()
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> {
                    String choices = all.stream().map(Words::of).collect(Collectors.joining(", "));
                    return new IllegalArgumentException("\"" + text + "\" is none of " + choices);
                });
    }

    /** A whole number. */
    public static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a whole number", e);
        }
    }

    /** A positive duration such as {@code 90s}, {@code 2m}, {@code 1h30m} or {@code 500ms}. */
    public static Duration duration(String text) {
        String stripped = text.strip().toLowerCase(Locale.ROOT);
        if (!DURATION.matcher(stripped).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a duration; write for instance 30s, 2m or 1h30m");
        }
        Duration sum = Duration.ZERO;
        Matcher part = DURATION_PART.matcher(stripped);
        while (part.find()) {
            sum = sum.plus(of(Long.parseLong(part.group(1)), part.group(2)));
        }
        if (sum.isZero()) {
            throw new IllegalArgumentException("\"" + text + "\" is no time at all; give at least 1ms");
        }
        return sum;
    }

    private static Duration of(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** A duration as {@link #duration} reads it, in its largest parts. */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        long seconds = duration.toSeconds();
        StringBuilder text = new StringBuilder();
        append(text, seconds / 86_400, "d");
        append(text, seconds / 3600 % 24, "h");
        append(text, seconds / 60 % 60, "m");
        append(text, seconds % 60, "s");
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }
}
