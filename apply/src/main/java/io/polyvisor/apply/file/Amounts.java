package io.polyvisor.apply.file;

import io.polyvisor.model.Memory;
import java.math.BigDecimal;

/** Reads amounts that must be something. Stateless. */
final class Amounts {
    private static final int MOST_PERCENT = 100_000;

    private Amounts() {}

    /** More than nothing. */
    static Memory memory(String text) {
        Memory amount = Memory.parse(text);
        if (amount.equals(Memory.ZERO)) {
            throw new IllegalArgumentException("is nothing at all; write for instance 512M or 2GiB");
        }
        return amount;
    }

    /** A whole number of at least 1. */
    static int positive(String text) {
        int number = Words.number(text);
        if (number < 1) {
            throw new IllegalArgumentException("is " + number + "; 1 or more is right");
        }
        return number;
    }

    /** A whole number of at least 0. */
    static int natural(String text) {
        int number = Words.number(text);
        if (number < 0) {
            throw new IllegalArgumentException("is " + number + "; 0 or more is right");
        }
        return number;
    }

    /** A factor such as {@code 4} or {@code 1.5}, in percent. */
    static int factor(String text) {
        String wrong = "\"" + text + "\" is not a factor; write for instance 4 or 1.5";
        try {
            int percent = new BigDecimal(text.strip()).movePointRight(2).intValueExact();
            if (percent < 1 || percent > MOST_PERCENT) {
                throw new IllegalArgumentException("is " + text + "; 0.01 to " + MOST_PERCENT / 100 + " is right");
            }
            return percent;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong, e);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(wrong + ", with two decimals at most", e);
        }
    }

    /** {@code 10%} or {@code 10}, from 0 to 99. */
    static int percent(String text) {
        String stripped = text.strip();
        int percent = Words.number(stripped.endsWith("%") ? stripped.substring(0, stripped.length() - 1) : stripped);
        if (percent < 0 || percent > 99) {
            throw new IllegalArgumentException("is " + text + "; 0% to 99% is right");
        }
        return percent;
    }
}
