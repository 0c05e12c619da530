package io.polyvisor.tck;

import io.polyvisor.Console;
import java.time.Duration;

/**
 * How to talk with the guest that boots to a login: a witness inside it. All methods read and write the console given and end within
 * {@code patience} or throw what {@link Console#expect} throws.
 */
public interface GuestInsider {

    /** What the guest prints when it is up; it is printed once per boot. */
    String readyText();

    /** From wherever the console is: nudges it, logs in if asked, and returns at a prompt. */
    void enter(Console console, Duration patience);

    /** Runs a command that prints {@code word} at a prompt, and returns what the guest printed. */
    String echo(Console console, String word, Duration patience);

    /** The name by which the guest calls itself. */
    String hostName(Console console, Duration patience);

    /** Keeps a word where only memory keeps it: it is gone after a reboot. */
    void remember(Console console, String word, Duration patience);

    /** The word that memory keeps; empty text when there is none. */
    String recall(Console console, Duration patience);

    /** Writes a word to the guest's disk and waits until it is there. */
    void store(Console console, String word, Duration patience);

    /** The word on the guest's disk; empty text when there is none. */
    String stored(Console console, Duration patience);

    /** How many disks the guest sees. */
    int disks(Console console, Duration patience);

    /** How many NICs the guest sees. */
    int nics(Console console, Duration patience);

    /** How many processors the guest sees. */
    int processors(Console console, Duration patience);
}
