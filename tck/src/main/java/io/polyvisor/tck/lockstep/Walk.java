package io.polyvisor.tck.lockstep;

import java.util.List;
import java.util.Optional;

/**
 * A walk that was walked.
 *
 * @param seed from which it was made; 0 for a replayed script
 * @param steps the steps that were played, as text
 * @param replies what the model answered to each
 * @param differences what the sides did not agree on after the last step; empty when they agreed throughout
 */
public record Walk(long seed, List<String> steps, List<String> replies, List<Difference> differences) {

    /** Copies the lists. */
    public Walk {
        steps = List.copyOf(steps);
        replies = List.copyOf(replies);
        differences = List.copyOf(differences);
    }

    /** Whether the sides agreed throughout. */
    public boolean agreed() {
        return differences.isEmpty();
    }

    /** What they did not agree on first. */
    public Optional<Difference> first() {
        return differences.stream().findFirst();
    }

    /** The steps as a script that can be replayed. */
    public String script() {
        return String.join("\n", steps) + "\n";
    }

    /** The steps with what the model answered, and the differences. */
    public String told() {
        StringBuilder text = new StringBuilder("# seed " + seed + "\n");
        for (int i = 0; i < steps.size(); i++) {
            text.append(String.format("%-72s # %s%n", steps.get(i), i < replies.size() ? replies.get(i) : ""));
        }
        differences.forEach(difference -> text.append("# ").append(difference).append('\n'));
        return text.toString();
    }
}
