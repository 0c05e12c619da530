package io.polyvisor.placement.site;

import java.math.BigDecimal;

/**
 * An amount of the site's currency, exact to its hundredth. May be negative: a difference.
 *
 * <p>Immutable and thread-safe.
 *
 * @param hundredths the amount in hundredths
 */
public record Money(long hundredths) implements Comparable<Money> {
    /** Nothing. */
    public static final Money ZERO = new Money(0);

    /** That many whole units of the currency. */
    public static Money of(long units) {
        return new Money(Math.multiplyExact(units, 100));
    }

    /** Reads {@code 365} or {@code 149.50}. */
    public static Money parse(String text) {
        try {
            return new Money(new BigDecimal(text.strip()).movePointRight(2).longValueExact());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not an amount of money; write for instance 365", e);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("\"" + text + "\" is more exact than a hundredth, or too much", e);
        }
    }

    /** The sum. */
    public Money plus(Money other) {
        return new Money(Math.addExact(hundredths, other.hundredths));
    }

    /** The difference. */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(hundredths, other.hundredths));
    }

    /** That many times as much. */
    public Money times(long count) {
        return new Money(Math.multiplyExact(hundredths, count));
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(hundredths, other.hundredths);
    }

    /** Whole units where it is whole, else two decimals: {@code 365}, {@code 149.50}. */
    @Override
    public String toString() {
        return hundredths % 100 == 0
                ? Long.toString(hundredths / 100)
                : BigDecimal.valueOf(hundredths, 2).toPlainString();
    }
}
