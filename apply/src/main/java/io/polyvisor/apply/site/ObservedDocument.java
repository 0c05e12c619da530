package io.polyvisor.apply.site;

import java.nio.file.Path;

/** An {@link Observed} site as JSON of the schema {@code polyvisor.observed/1}: what is remembered between two runs. Stateless. */
public final class ObservedDocument {
    /** The schema's name and version. */
    public static final String SCHEMA = "polyvisor.observed/1";

    private ObservedDocument() {}

    /** The document. Services are left out: they are read from their file every time. */
    public static String write(Observed observed) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Reads a file that holds what {@link #write} wrote. */
    public static Observed read(Path file) {
        throw new UnsupportedOperationException("not built yet");
    }
}
