package io.polyvisor.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory or of storage, exact to the byte. Units are binary: 1 KiB is 1024 bytes.
 *
 * <p>Immutable and thread-safe.
 *
 * @param bytes zero or more
 */
public record Memory(long bytes) implements Comparable<Memory> {
    /** No memory at all. */
    public static final Memory ZERO = new Memory(0);

    private static final long KIB = 1024L;
    private static final Map<String, Long> UNITS =
            Map.of("", 1L, "k", KIB, "m", KIB * KIB, "g", KIB * KIB * KIB, "t", KIB * KIB * KIB * KIB);
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,6})?)\\s*([kmgt]?)(?:i?b)?");

    /** Checks that the amount is not negative. */
    public Memory {
        if (bytes < 0) {
            throw new IllegalArgumentException("an amount of memory is zero or more bytes, not " + bytes);
        }
    }

    /** That many bytes. */
    public static Memory bytes(long count) {
        return new Memory(count);
    }

    /** That many times 1024 bytes. */
    public static Memory kib(long count) {
        return new Memory(Math.multiplyExact(count, KIB));
    }

    /** That many times 1024 KiB. */
    public static Memory mib(long count) {
        return kib(Math.multiplyExact(count, KIB));
    }

    /** That many times 1024 MiB. */
    public static Memory gib(long count) {
        return mib(Math.multiplyExact(count, KIB));
    }

    /** Reads {@code 512M}, {@code 2 GiB}, {@code 1.5g}, {@code 1048576}; units are binary whatever their spelling. */
    public static Memory parse(String text) {
        Objects.requireNonNull(text, "amount of memory");
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an amount of memory; write for instance 512M or 2GiB");
        }
        BigDecimal count = new BigDecimal(matcher.group(1));
        Long unit = Objects.requireNonNull(UNITS.get(matcher.group(2)));
        return new Memory(count.multiply(BigDecimal.valueOf(unit))
                .setScale(0, RoundingMode.DOWN)
                .longValueExact());
    }

    /** Whole KiB, rounded down. */
    public long toKib() {
        return bytes / KIB;
    }

    /** Whole MiB, rounded down. */
    public long toMib() {
        return bytes / (KIB * KIB);
    }

    /** The sum. */
    public Memory plus(Memory other) {
        return new Memory(Math.addExact(bytes, other.bytes));
    }

    /** The difference; zero where {@code other} is more. */
    public Memory minusOrZero(Memory other) {
        return new Memory(Math.max(0, bytes - other.bytes));
    }

    /** Whether this is more than {@code other}. */
    public boolean isMoreThan(Memory other) {
        return bytes > other.bytes;
    }

    @Override
    public int compareTo(Memory other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The largest unit that keeps the number exact to two decimals, such as {@code 1.5 GiB}. */
    @Override
    public String toString() {
        String[] names = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        double amount = bytes;
        while (amount >= KIB && unit < names.length - 1) {
            amount /= KIB;
            unit++;
        }
        String digits = BigDecimal.valueOf(amount)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
        return digits + " " + names[unit];
    }
}
