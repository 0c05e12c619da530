package io.polyvisor.model;

import java.util.Objects;

/**
 * One fault of a spec.
 *
 * @param path which field, such as {@code nics[1].network}
 * @param why what is wrong with it and what would be right
 */
public record SpecProblem(String path, String why) {

    /** Checks presence. */
    public SpecProblem {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(why, "why");
    }

    @Override
    public String toString() {
        return path + ": " + why;
    }
}
