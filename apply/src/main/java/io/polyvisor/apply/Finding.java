package io.polyvisor.apply;

/**
 * Why a step is not taken.
 *
 * @param sure whether it was seen that things are otherwise; else they could not be seen
 * @param difference expected against seen
 */
record Finding(boolean sure, Difference difference) {

    static Finding differs(String about, String expected, String seen) {
        return new Finding(true, new Difference(about, expected, seen));
    }

    static Finding unseen(String about, String expected, String why) {
        return new Finding(false, new Difference(about, expected, "cannot tell: " + why));
    }
}
