package io.polyvisor.model;

import java.util.Objects;

/** Checks that text values share: one place, so that every identity refuses the same things in the same words. */
final class Texts {

    private Texts() {}

    static void requireToken(String value, String what, int longest) {
        Objects.requireNonNull(value, what);
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " is empty; give at least one visible character");
        }
        if (value.length() > longest) {
            throw new IllegalArgumentException(
                    what + " has " + value.length() + " characters; at most " + longest + " are allowed");
        }
        int control = firstControlCharacter(value);
        if (control >= 0) {
            throw new IllegalArgumentException(what + " holds control character U+"
                    + String.format("%04X", (int) value.charAt(control)) + " at position " + control
                    + "; leave it out");
        }
    }

    private static int firstControlCharacter(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                return i;
            }
        }
        return -1;
    }
}
