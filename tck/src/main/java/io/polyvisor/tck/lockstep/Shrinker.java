package io.polyvisor.tck.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds a short script that still leads to a difference of the same sort: takes away ever smaller parts, as delta debugging does.
 * Each try is a replay on guests of its own.
 */
final class Shrinker {
    private final Function<List<Step>, Walk> replay;
    private final int mostTries;
    private int tries;

    Shrinker(Function<List<Step>, Walk> replay, int mostTries) {
        this.replay = replay;
        this.mostTries = mostTries;
    }

    /** The walk of the shortest script found; the given one when its replay agrees. */
    Walk shrink(Walk differing) {
        String sort = differing.first().map(Difference::sort).orElse("");
        List<Step> script = StepText.parseScript(differing.script());
        Walk shortest = differing;
        int part = Math.max(1, script.size() / 2);
        while (part >= 1 && tries < mostTries) {
            Optional<Walk> shorter = without(script, part, sort);
            if (shorter.isPresent()) {
                shortest = shorter.get();
                script = StepText.parseScript(shortest.script());
                part = Math.min(part, Math.max(1, script.size() / 2));
            } else {
                part = part / 2;
            }
        }
        return shortest;
    }

    /** Tries to take away each part of that length, from the end to the beginning. */
    private Optional<Walk> without(List<Step> script, int part, String sort) {
        for (int from = script.size() - part; from > -part && tries < mostTries; from -= part) {
            int start = Math.max(0, from);
            List<Step> rest = new ArrayList<>(script.subList(0, start));
            rest.addAll(script.subList(Math.min(script.size(), from + part), script.size()));
            tries++;
            Walk walk = replay.apply(rest);
            if (walk.differences().stream()
                    .anyMatch(difference -> difference.sort().equals(sort))) {
                return Optional.of(walk);
            }
        }
        return Optional.empty();
    }
}
