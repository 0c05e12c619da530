package io.polyvisor.cli.output;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Text that is safe and of known width on a terminal. Stateless. */
public final class Text {

    private static final List<Range> WIDE = List.of(
            new Range(0x1100, 0x115F),
            new Range(0x2E80, 0xA4CF),
            new Range(0xAC00, 0xD7A3),
            new Range(0xF900, 0xFAFF),
            new Range(0xFE30, 0xFE6F),
            new Range(0xFF00, 0xFF60),
            new Range(0x1F300, 0x1FAFF),
            new Range(0x20000, 0x3FFFD));

    private Text() {}

    private record Range(int first, int last) {}

    /** The same in one line, with what could steer a terminal made visible: hypervisors pass on what guests' users wrote. */
    public static String harmless(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\n' || point == '\r' || point == '\t') {
                safe.append(' ');
            } else if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
                safe.append('?');
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    /** How many columns it takes: marks that combine take none, ideographs and emoji two. */
    public static int width(String text) {
        return text.codePoints().map(Text::width).sum();
    }

    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int point) {
        return WIDE.stream().anyMatch(range -> point >= range.first() && point <= range.last());
    }

    /** Cut to that many columns, with {@code mark} where something is missing. */
    public static String cut(String text, int columns, String mark) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int room = columns - width(mark);
        for (int point : text.codePoints().toArray()) {
            room -= width(point);
            if (room < 0) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return kept.append(mark).toString();
    }

    /** Filled up with blanks to that many columns. */
    public static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /** A duration as a person reads it: {@code 0.3 s}, {@code 12.0 s}, {@code 3:05 min}. */
    public static String seconds(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= 60) {
            return String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
