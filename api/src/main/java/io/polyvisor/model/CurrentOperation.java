package io.polyvisor.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that is being done to a guest now, by us or by others. Never a power state of its own.
 *
 * <p>Immutable and thread-safe.
 *
 * @param verb what is being done, where there is a word for it
 * @param detail in the backend's words
 * @param since when it began, where known
 */
public record CurrentOperation(Optional<Verb> verb, String detail, Optional<Instant> since) {

    /** Checks presence. */
    public CurrentOperation {
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(since, "since");
    }

    /** One of the contract's verbs. */
    public static CurrentOperation of(Verb verb) {
        return new CurrentOperation(Optional.of(verb), verb.words(), Optional.empty());
    }
}
