package io.polyvisor.tck.lockstep;

import io.polyvisor.model.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Walks the reference model and a backend in lockstep: the same seeded random steps on both, compared after each step at quiescence.
 * The model is made to declare what the backend declares, so that only undeclared differences count.
 *
 * <p>What is compared: the reply and the check of each step (effect, or error kind and outcome), power state, permissions of all
 * verbs, inventory, snapshot trees, volumes, templates, and the last event of each guest. Walks are replayable: the same seeds, in the
 * same order, with the same number of steps, make the same walks; each is also a script that can be replayed and shrunk.
 */
public final class Lockstep {
    /** How long events and what is under way may take, in real time: they come over threads of their own. */
    private static final Duration LATENESS = Duration.ofSeconds(3);

    /** The same while a walk is shrunk, which waits in vain very often. */
    private static final Duration LATENESS_WHILE_SHRINKING = Duration.ofMillis(300);

    private final LockstepSubject model;
    private final LockstepSubject subject;
    private final Duration lateness;
    private int walks;
    private boolean compared;

    private Lockstep(LockstepSubject model, LockstepSubject subject, Duration lateness) {
        this.model = model;
        this.subject = subject;
        this.lateness = lateness;
    }

    /**
     * Walks once per seed. Blocks until all walks are over; each stops at its first difference.
     *
     * @param steps how many steps a walk has
     */
    public static LockstepReport run(LockstepSubject model, LockstepSubject subject, List<Long> seeds, int steps) {
        return new Lockstep(model, subject, LATENESS).walkAll(seeds, steps, false);
    }

    /** The same, but no further walk is walked after one with a difference. */
    public static LockstepReport runUntilDifference(
            LockstepSubject model, LockstepSubject subject, List<Long> seeds, int steps) {
        return new Lockstep(model, subject, LATENESS).walkAll(seeds, steps, true);
    }

    /** Plays a script, as {@link Walk#script} gives it. */
    public static Walk replay(LockstepSubject model, LockstepSubject subject, String script) {
        return new Lockstep(model, subject, LATENESS).replay(StepText.parseScript(script));
    }

    /**
     * The shortest script found that leads to a difference of the same sort as the walk's.
     *
     * @param tries how often it may be replayed: a hundred find the shortest of forty steps, mostly
     */
    public static Walk shrink(LockstepSubject model, LockstepSubject subject, Walk walk, int tries) {
        Lockstep lockstep = new Lockstep(model, subject, LATENESS_WHILE_SHRINKING);
        return new Shrinker(lockstep::replay, tries).shrink(walk);
    }

    /** The seeds from {@code first} on. */
    public static List<Long> seeds(long first, int count) {
        return LongStream.range(first, first + count).boxed().toList();
    }

    private LockstepReport walkAll(List<Long> seeds, int steps, boolean stopEarly) {
        List<Walk> walked = new ArrayList<>();
        Optional<Coverage> coverage = Optional.empty();
        for (int i = 0; i < seeds.size(); i++) {
            long seed = seeds.get(i);
            int after = (seeds.size() - i - 1) * steps;
            try (Arena there = Arena.of(subject, name(seed));
                    Arena here = Arena.like(comparable(there.traits(), name(seed)), model, name(seed))) {
                Coverage seen = coverage.orElseGet(() -> new Coverage(there.traits()));
                coverage = Optional.of(seen);
                Side side = here.side();
                Generator generator = new Generator(seed, seen, side.site());
                walked.add(new Walker(side, there.side(), seen, lateness)
                        .walk(
                                seed,
                                (now, number) -> number < steps
                                        ? Optional.of(generator.next(now, after + steps - number))
                                        : Optional.empty()));
            }
            if (stopEarly && !walked.get(i).agreed()) {
                break;
            }
        }
        return new LockstepReport(model.name(), subject.name(), walked, coverage);
    }

    private Walk replay(List<Step> script) {
        String name = name(0);
        try (Arena there = Arena.of(subject, name);
                Arena here = Arena.like(comparable(there.traits(), name), model, name)) {
            return new Walker(here.side(), there.side(), new Coverage(there.traits()), lateness)
                    .walk(
                            0,
                            (now, number) ->
                                    number < script.size() ? Optional.of(script.get(number)) : Optional.empty());
        }
    }

    /** Refuses, before the first walk, what the model cannot be made like. */
    private Traits comparable(Traits traits, String walk) {
        if (compared) {
            return traits;
        }
        try (Arena bare = Arena.of(model, walk)) {
            Set<Capability> beyond = ModelLike.beyond(traits, bare.traits());
            if (!beyond.isEmpty()) {
                throw new IllegalArgumentException(subject + " declares more than the model has: "
                        + beyond.stream().map(Enum::name).sorted().collect(Collectors.joining(", ")));
            }
        }
        compared = true;
        return traits;
    }

    private String name(long seed) {
        return seed + "x" + ++walks;
    }
}
