package io.polyvisor.tck.wrong;

/** Breaks a rule of the house, to show that the rule can fail. */
public class Mutable {
    @SuppressWarnings("NonFinalStaticField")
    static int shared;

    public int own;
}
