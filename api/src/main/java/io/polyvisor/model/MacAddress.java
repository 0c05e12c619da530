package io.polyvisor.model;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A unicast hardware address of a NIC.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value six lower-case hexadecimal pairs joined by colons
 */
public record MacAddress(String value) implements Comparable<MacAddress> {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

    /** Normalises to lower case and checks form and that the address is not a group address. */
    public MacAddress {
        Objects.requireNonNull(value, "MAC address");
        value = value.toLowerCase(Locale.ROOT).replace('-', ':');
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("MAC address \"" + value + "\" is not of the form 52:54:00:12:34:56");
        }
        if ((Integer.parseInt(value.substring(0, 2), 16) & 1) != 0) {
            throw new IllegalArgumentException(
                    "MAC address " + value + " is a group address; the first octet of a NIC's address is even");
        }
    }

    /** Same as the constructor; reads well in a sentence. */
    public static MacAddress of(String value) {
        return new MacAddress(value);
    }

    @Override
    public int compareTo(MacAddress other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
