package io.polyvisor.memory.faults;

import io.polyvisor.model.HostId;
import io.polyvisor.model.Verb;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When which mishap strikes: data, written {@code CALLS:MISHAP:FROM:TIMES}, such as {@code Driver.start:REPLY_LOST:2:1} for the
 * second start.
 *
 * <p>Immutable and thread-safe.
 *
 * @param calls which calls: names such as {@code Driver.start}, with {@code *} for any text, joined by {@code |}
 * @param mishap what goes wrong
 * @param from the first matching call that it strikes, counted from 1
 * @param times how many matching calls it strikes; {@link #ALWAYS} for all from then on
 * @param delay how long DELAY takes
 * @param host whom HOST_GONE silences
 */
public record FaultRule(String calls, Mishap mishap, int from, int times, Duration delay, Optional<HostId> host) {
    /** Every call from the first one on. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    private static final Duration USUAL_DELAY = Duration.ofSeconds(1);

    /** Checks presence and ranges, and that HOST_GONE names its host. */
    public FaultRule {
        Objects.requireNonNull(calls, "calls");
        Objects.requireNonNull(mishap, "mishap");
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(host, "host");
        if (from < 1 || times < 1) {
            throw new IllegalArgumentException("a rule strikes from call 1 on, at least once: " + from + ", " + times);
        }
        if (mishap == Mishap.HOST_GONE && host.isEmpty()) {
            throw new IllegalArgumentException("HOST_GONE needs the host that is gone");
        }
    }

    /** The first call of that name (or pattern) meets that mishap. */
    public static FaultRule first(String calls, Mishap mishap) {
        return new FaultRule(calls, mishap, 1, 1, USUAL_DELAY, Optional.empty());
    }

    /** The first call that this verb sends meets that mishap. */
    public static FaultRule first(Verb verb, Mishap mishap) {
        return first(SpiNames.of(verb), mishap);
    }

    /** Every call of that name (or pattern) meets that mishap. */
    public static FaultRule every(String calls, Mishap mishap) {
        return first(calls, mishap).times(ALWAYS);
    }

    /** From now on that host is silent. */
    public static FaultRule silent(HostId host) {
        return new FaultRule("*", Mishap.HOST_GONE, 1, ALWAYS, USUAL_DELAY, Optional.of(host));
    }

    /** The same, from the {@code nth} matching call on. */
    public FaultRule from(int nth) {
        return new FaultRule(calls, mishap, nth, times, delay, host);
    }

    /** The same, striking that often. */
    public FaultRule times(int count) {
        return new FaultRule(calls, mishap, from, count, delay, host);
    }

    /** The same, delaying by that much. */
    public FaultRule by(Duration longer) {
        return new FaultRule(calls, mishap, from, times, longer, host);
    }

    /**
     * Reads {@code CALLS:MISHAP}, {@code CALLS:MISHAP:FROM} or {@code CALLS:MISHAP:FROM:TIMES}; {@code TIMES} may be {@code always};
     * DELAY may be written {@code DELAY@500} in milliseconds, HOST_GONE is written {@code HOST_GONE@HOST}.
     *
     * @throws IllegalArgumentException when the text is not of that form, saying what would be right
     */
    public static FaultRule parse(String text) {
        List<String> parts = Arrays.asList(text.split(":", -1));
        if (parts.size() < 2 || parts.size() > 4) {
            throw new IllegalArgumentException("a fault is CALLS:MISHAP:FROM:TIMES, not \"" + text + "\"");
        }
        int at = parts.get(1).indexOf('@');
        String detail = at < 0 ? "" : parts.get(1).substring(at + 1);
        Mishap mishap = mishap(at < 0 ? parts.get(1) : parts.get(1).substring(0, at));
        boolean silences = mishap == Mishap.HOST_GONE && !detail.isEmpty();
        return new FaultRule(
                parts.get(0),
                mishap,
                parts.size() > 2 ? number(parts.get(2)) : 1,
                parts.size() > 3 ? number(parts.get(3)) : 1,
                mishap == Mishap.DELAY && !detail.isEmpty() ? Duration.ofMillis(number(detail)) : USUAL_DELAY,
                silences ? Optional.of(HostId.of(detail)) : Optional.empty());
    }

    boolean matches(String call) {
        return Arrays.stream(calls.split("\\|", -1))
                .anyMatch(each -> Pattern.matches(Pattern.quote(each).replace("*", "\\E.*\\Q"), call));
    }

    boolean strikes(int nth) {
        return nth >= from && nth - from < times;
    }

    private static Mishap mishap(String name) {
        try {
            return Mishap.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is none of the mishaps " + Arrays.toString(Mishap.values()), e);
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
