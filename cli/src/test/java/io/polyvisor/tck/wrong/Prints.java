package io.polyvisor.tck.wrong;

/** Breaks a rule of the house, to show that the rule can fail. */
final class Prints {
    private Prints() {}

    static void print() {
        System.out.println("printed");
    }
}
