package io.polyvisor.apply.file;

import java.util.Comparator;
import java.util.Objects;

/**
 * One fault of a file.
 *
 * <p>Immutable and thread-safe; ordered by line.
 *
 * @param line where, from 1; 0 for the file as a whole
 * @param key which key, such as {@code endpoints.kvm1.uri}; empty when it is about no key
 * @param why what is wrong, and what would be right
 */
public record FileFault(int line, String key, String why) implements Comparable<FileFault> {
    private static final Comparator<FileFault> ORDER = Comparator.comparingInt(FileFault::line)
            .thenComparing(FileFault::key)
            .thenComparing(FileFault::why);

    /** Checks presence. */
    public FileFault {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(why, "why");
    }

    /** A fault of the file as a whole. */
    static FileFault ofTheFile(String why) {
        return new FileFault(0, "", why);
    }

    @Override
    public int compareTo(FileFault other) {
        return ORDER.compare(this, other);
    }

    /** {@code line 3: endpoints.kvm1.uri: is missing}. */
    @Override
    public String toString() {
        return (line > 0 ? "line " + line + ": " : "") + (key.isEmpty() ? "" : key + ": ") + why;
    }
}
