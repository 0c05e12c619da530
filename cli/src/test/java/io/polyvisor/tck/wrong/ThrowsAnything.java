package io.polyvisor.tck.wrong;

/** Breaks a rule of the house, to show that the rule can fail. */
interface ThrowsAnything {
    void run() throws Exception;
}
