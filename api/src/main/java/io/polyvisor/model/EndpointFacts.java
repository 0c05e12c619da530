package io.polyvisor.model;

import java.util.Objects;

/**
 * What an endpoint is, told once when it was connected.
 *
 * <p>Immutable and thread-safe.
 *
 * @param product the hypervisor or manager in its own words
 * @param version its version in its own words
 * @param library what Polyvisor talks to it with, and that library's version
 * @param nature whether a real hypervisor answers
 */
public record EndpointFacts(String product, String version, String library, Nature nature) {

    /** Checks presence. */
    public EndpointFacts {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(library, "library");
        Objects.requireNonNull(nature, "nature");
    }

    /** Whether a real hypervisor answers; named in every report. */
    public enum Nature {
        /** Guests really run. */
        REAL,
        /** Somebody else's simulator answers. */
        SIMULATOR,
        /** Our own double answers, checked against recordings of the real thing. */
        DOUBLE,
        /** The reference model answers. */
        MODEL
    }
}
