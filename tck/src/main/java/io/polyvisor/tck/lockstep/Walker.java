package io.polyvisor.tck.lockstep;

import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Walks: plays each step on both sides, waits until all is quiet, compares, and stops at the first difference. */
final class Walker {
    private static final Duration AT_ONCE = Duration.ofNanos(-1);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration FOR_WORK_TO_END = Duration.ofSeconds(1);

    private final Side model;
    private final Side subject;
    private final Coverage coverage;
    private final Duration lateness;
    private final List<String> steps = new ArrayList<>();
    private final List<String> replies = new ArrayList<>();

    /** Compares those sides; what comes late may take as long as told. */
    Walker(Side model, Side subject, Coverage coverage, Duration lateness) {
        this.model = model;
        this.subject = subject;
        this.coverage = coverage;
        this.lateness = lateness;
    }

    /** Where steps come from. */
    interface Steps {
        /** The step of that number, from 0; empty at the end. */
        Optional<Step> next(Situation now, int number);
    }

    Walk walk(long seed, Steps source) {
        model.look(Optional.empty());
        for (int number = 0; ; number++) {
            Optional<Step> next = source.next(new Situation(model), number);
            if (next.isEmpty()) {
                return new Walk(seed, steps, replies, List.of());
            }
            List<Difference> differences = play(next.get(), number + 1);
            if (!differences.isEmpty()) {
                return new Walk(seed, steps, replies, differences);
            }
        }
    }

    private List<Difference> play(Step step, int number) {
        Optional<PowerState> before = Situation.touchedBy(step).flatMap(new Situation(model)::state);
        steps.add(StepText.print(step));
        Reply expected = model.play(step);
        Reply got = subject.play(step);
        replies.add(expected.text());
        if (!(step instanceof Elsewhere)) {
            before.ifPresent(state -> coverage.note(state, step.verb(), expected));
        }
        return whenQuiet(step, number, expected, got);
    }

    /** Compares again and again until the sides agree or the time to settle is over. */
    private List<Difference> whenQuiet(Step step, int number, Reply expected, Reply got) {
        TimeSource real = TimeSource.system();
        long begin = real.nanoTime();
        while (true) {
            List<Difference> found = Difference.after(
                    number,
                    step,
                    new Difference.Played(expected, facts(model, step)),
                    new Difference.Played(got, facts(subject, step)));
            if (real.nanoTime() - begin > patience(found).toNanos()) {
                return found;
            }
            try {
                real.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return found;
            }
        }
    }

    /** How long the sides may take until those differences are gone, or until nothing goes on any more. */
    private Duration patience(List<Difference> found) {
        if (found.stream().anyMatch(Difference::isFinal)) {
            return AT_ONCE;
        }
        if (new Situation(model).isStirring() || new Situation(subject).isStirring()) {
            return FOR_WORK_TO_END;
        }
        if (found.isEmpty()) {
            return AT_ONCE;
        }
        Duration settle = subject.site().settle();
        boolean late = found.stream().allMatch(Difference::mayComeLate);
        return late && lateness.compareTo(settle) > 0 ? lateness : settle;
    }

    private static SortedMap<String, String> facts(Side side, Step after) {
        try {
            return Facts.of(side, side.look(Situation.touchedBy(after)));
        } catch (PolyvisorException unseen) {
            return new TreeMap<>(Map.of("looking", "failed: " + unseen.getMessage()));
        }
    }
}
