package io.polyvisor.vsphere;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Texts of XML Schema's simple types as Java's values; total: what does not fit is empty. */
final class ReplyText {
    private static final Map<Class<?>, Function<String, Object>> READERS = Map.ofEntries(
            Map.entry(boolean.class, ReplyText::truth),
            Map.entry(Boolean.class, ReplyText::truth),
            Map.entry(byte.class, text -> Byte.valueOf(text.strip())),
            Map.entry(short.class, text -> Short.valueOf(text.strip())),
            Map.entry(Short.class, text -> Short.valueOf(text.strip())),
            Map.entry(int.class, text -> Integer.valueOf(text.strip())),
            Map.entry(Integer.class, text -> Integer.valueOf(text.strip())),
            Map.entry(long.class, text -> Long.valueOf(text.strip())),
            Map.entry(Long.class, text -> Long.valueOf(text.strip())),
            Map.entry(float.class, text -> Float.valueOf(text.strip())),
            Map.entry(Float.class, text -> Float.valueOf(text.strip())),
            Map.entry(double.class, text -> Double.valueOf(text.strip())),
            Map.entry(Double.class, text -> Double.valueOf(text.strip())),
            Map.entry(Calendar.class, ReplyText::moment),
            Map.entry(String.class, text -> text),
            Map.entry(Object.class, text -> text));

    private ReplyText() {}

    static boolean isScalar(Class<?> type) {
        return type.isEnum() || READERS.containsKey(type);
    }

    /** The value; empty when the text is none of that type, such as the constant of a later version. */
    static Optional<Object> value(Class<?> type, String text) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(each -> ((Enum<?>) each).name().equals(text.strip()))
                    .map(Object.class::cast)
                    .findFirst();
        }
        Function<String, Object> reader = READERS.get(type);
        if (reader == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(text));
        } catch (NumberFormatException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Boolean truth(String text) {
        return switch (text.strip()) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new NumberFormatException("neither true nor false");
        };
    }

    /** A moment without a zone is one of UTC. */
    private static Calendar moment(String text) {
        TemporalAccessor read =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text.strip(), ZonedDateTime::from, LocalDateTime::from);
        return GregorianCalendar.from(
                read instanceof ZonedDateTime zoned ? zoned : ((LocalDateTime) read).atZone(ZoneOffset.UTC));
    }
}
