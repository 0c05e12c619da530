package io.polyvisor.tck;

import io.polyvisor.error.PolyvisorException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What was made and has to go. Every guest and volume that a rule makes passes through here; it is emptied after each rule, last
 * entry first.
 *
 * <p>Thread-safe.
 */
final class Ledger {
    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Something that has to go, and how it goes; {@code removal} does nothing when it is gone already. */
    synchronized void owes(String what, Runnable removal) {
        entries.push(new Entry(what, removal));
    }

    /** Removes everything; returns what could not be removed, with the reasons. */
    List<String> settle() {
        List<String> left = new ArrayList<>();
        for (Entry entry = next(); entry != null; entry = next()) {
            try {
                entry.removal().run();
            } catch (PolyvisorException | EnvironmentFault e) {
                left.add("could not remove " + entry.what() + ": " + e.getMessage());
            }
        }
        return left;
    }

    private synchronized @org.jspecify.annotations.Nullable Entry next() {
        return entries.poll();
    }

    private record Entry(String what, Runnable removal) {}
}
