package io.polyvisor.tck;

import java.time.Duration;
import java.util.List;

/**
 * A rule and what came of it.
 *
 * @param rule the rule
 * @param verdict what is said about it
 * @param took how long it took, by the real clock
 * @param attempts how often it was tried; more than once only after a fault of the environment
 * @param notes what else is worth knowing: the fault of a first attempt, a witness that was absent, what could not be cleaned up
 */
public record RuleResult(Rule rule, Verdict verdict, Duration took, int attempts, List<String> notes) {

    /** Copies the notes. */
    public RuleResult {
        notes = List.copyOf(notes);
    }
}
