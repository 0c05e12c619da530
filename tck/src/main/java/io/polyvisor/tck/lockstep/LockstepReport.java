package io.polyvisor.tck.lockstep;

import java.util.List;
import java.util.Optional;

/**
 * What walks came to.
 *
 * @param model the model's name
 * @param subject the backend's name
 * @param walks all walks, in the order of their seeds
 * @param coverage which cells they visited; empty when there were none
 */
public record LockstepReport(String model, String subject, List<Walk> walks, Optional<Coverage> coverage) {

    /** Copies the list. */
    public LockstepReport {
        walks = List.copyOf(walks);
    }

    /** The first walk that came to a difference. */
    public Optional<Walk> firstDiffering() {
        return walks.stream().filter(walk -> !walk.agreed()).findFirst();
    }

    /** Whether the sides agreed throughout. */
    public boolean agreed() {
        return firstDiffering().isEmpty();
    }

    /** All of it for people: differing walks in full, then coverage. */
    public String text() {
        StringBuilder text = new StringBuilder();
        long steps = walks.stream().mapToLong(walk -> walk.steps().size()).sum();
        long differing = walks.stream().filter(walk -> !walk.agreed()).count();
        text.append(String.format(
                "%s in lockstep with %s: %d walks, %d steps, %d walks with a difference%n",
                subject, model, walks.size(), steps, differing));
        walks.stream().filter(walk -> !walk.agreed()).forEach(walk -> text.append(walk.told()));
        coverage.ifPresent(seen -> text.append(seen.matrix()).append('\n'));
        return text.toString();
    }
}
