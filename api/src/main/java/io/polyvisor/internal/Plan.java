package io.polyvisor.internal;

import java.util.function.Function;

/** What a verb will do, decided from observations begun after the call and before anything is sent. */
sealed interface Plan<T> {

    /** It is so already; nothing is sent. */
    record Already<T>(T value) implements Plan<T> {}

    /**
     * Something is sent.
     *
     * @param step sends it
     * @param proof looks, after a lost reply, whether it took effect; only observes
     */
    record Send<T>(Function<Work, T> step, Function<Work, Verdict<T>> proof) implements Plan<T> {}

    /** What an observation after a lost reply says. */
    sealed interface Verdict<T> {

        /** It took effect. */
        record Proved<T>(T value) implements Verdict<T> {}

        /** It did not. */
        record Disproved<T>() implements Verdict<T> {}

        /** This cannot be told by looking. */
        record Open<T>() implements Verdict<T> {}
    }

    static <T> Plan<T> already(T value) {
        return new Already<>(value);
    }

    static <T> Plan<T> send(Function<Work, T> step, Function<Work, Verdict<T>> proof) {
        return new Send<>(step, proof);
    }

    /** For verbs of which no observation can tell whether they took effect. */
    static <T> Function<Work, Verdict<T>> unprovable() {
        return work -> new Verdict.Open<>();
    }
}
