package io.polyvisor.tck;

import io.polyvisor.error.PolyvisorException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /**
     * Removes everything, last entry first, and what was still in use once more when the rest is gone; returns what could not be
     * removed, with the reasons.
     */
    List<String> settle() {
        List<Entry> inUse = new ArrayList<>();
        for (Entry entry = next(); entry != null; entry = next()) {
            if (entry.failure().isPresent()) {
                inUse.add(entry);
            }
        }
        List<String> left = new ArrayList<>();
        for (Entry entry : inUse) {
            entry.failure().ifPresent(why -> left.add("could not remove " + entry.what() + ": " + why));
        }
        return left;
    }

    private synchronized @Nullable Entry next() {
        return entries.poll();
    }

    private record Entry(String what, Runnable removal) {

        /** Why the removal failed; empty when it did not. */
        Optional<String> failure() {
            try {
                removal.run();
                return Optional.empty();
            } catch (PolyvisorException | EnvironmentFault | RuleViolation e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
    }
}
