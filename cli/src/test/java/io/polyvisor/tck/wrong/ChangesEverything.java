package io.polyvisor.tck.wrong;

/** Breaks a rule of the house, to show that the rule can fail. */
final class ChangesEverything {
    private ChangesEverything() {}

    static void change() {
        System.setProperty("polyvisor.wrong", "yes");
    }
}
