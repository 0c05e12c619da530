package io.polyvisor.placement.site;

/** Checks of names that all records of a site share. */
final class Names {
    private Names() {}

    static String require(String name, String what) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of the " + what + " is missing");
        }
        return name;
    }

    static int atLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException(what + " is " + value + "; at least " + least + " is right");
        }
        return value;
    }
}
