package io.polyvisor.testbed;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * When which mishap strikes: data, written {@code CALLS:MISHAP:FROM:TIMES}, such as {@code CreateVM_Task:REPLY_LOST:2:1} for the second
 * creation.
 *
 * <p>Immutable and thread-safe.
 *
 * @param calls which calls: names of SOAP methods, with {@code *} for any text, joined by {@code |}
 * @param mishap what goes wrong
 * @param from the first matching call that it strikes, counted from 1
 * @param times how many matching calls it strikes; {@link #ALWAYS} for all from then on
 * @param delay how long DELAY and DRIBBLE take
 */
public record WireFault(String calls, WireMishap mishap, int from, int times, Duration delay) {

    /** Every call from the first one on. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    private static final Duration USUAL_DELAY = Duration.ofSeconds(1);

    /** Checks presence and ranges. */
    public WireFault {
        Objects.requireNonNull(calls, "calls");
        Objects.requireNonNull(mishap, "mishap");
        Objects.requireNonNull(delay, "delay");
        if (from < 1 || times < 1) {
            throw new IllegalArgumentException("a fault strikes from call 1 on, at least once: " + from + ", " + times);
        }
    }

    /** The first call of that method (or pattern) meets that mishap. */
    public static WireFault first(String calls, WireMishap mishap) {
        return new WireFault(calls, mishap, 1, 1, USUAL_DELAY);
    }

    /** Every call of that method (or pattern) meets that mishap. */
    public static WireFault every(String calls, WireMishap mishap) {
        return first(calls, mishap).times(ALWAYS);
    }

    /** The same, from the {@code nth} matching call on. */
    public WireFault from(int nth) {
        return new WireFault(calls, mishap, nth, times, delay);
    }

    /** The same, striking that often. */
    public WireFault times(int count) {
        return new WireFault(calls, mishap, from, count, delay);
    }

    /** The same, delaying by that much. */
    public WireFault by(Duration longer) {
        return new WireFault(calls, mishap, from, times, longer);
    }

    /**
     * Reads {@code CALLS:MISHAP}, {@code CALLS:MISHAP:FROM} or {@code CALLS:MISHAP:FROM:TIMES}; {@code TIMES} may be {@code always}; a
     * delay is written {@code DELAY@500}, in milliseconds.
     *
     * @throws IllegalArgumentException when the text is not of that form, saying what would be right
     */
    public static WireFault parse(String text) {
        List<String> parts = Arrays.asList(text.split(":", -1));
        if (parts.size() < 2 || parts.size() > 4) {
            throw new IllegalArgumentException("a fault is CALLS:MISHAP:FROM:TIMES, not \"" + text + "\"");
        }
        String[] what = parts.get(1).split("@", 2);
        return new WireFault(
                parts.get(0),
                mishap(what[0]),
                parts.size() > 2 ? number(parts.get(2)) : 1,
                parts.size() > 3 ? number(parts.get(3)) : 1,
                what.length > 1 ? Duration.ofMillis(number(what[1])) : USUAL_DELAY);
    }

    boolean matches(String method) {
        return Arrays.stream(calls.split("\\|", -1))
                .anyMatch(each -> Pattern.matches(Pattern.quote(each).replace("*", "\\E.*\\Q"), method));
    }

    boolean strikes(int nth) {
        return nth >= from && nth - from < times;
    }

    private static WireMishap mishap(String name) {
        try {
            return WireMishap.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is none of the mishaps " + Arrays.toString(WireMishap.values()), e);
        }
    }

    private static int number(String text) {
        if (text.equals("always")) {
            return ALWAYS;
        }
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("\"" + text + "\" is no count; a number from 1, or always, is right");
        }
        return Integer.parseInt(text);
    }
}
