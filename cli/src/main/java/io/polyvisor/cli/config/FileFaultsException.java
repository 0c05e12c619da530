package io.polyvisor.cli.config;

import io.polyvisor.model.SpecProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A file that cannot be taken as it is: every fault of it, by path. Not thread-safe to build, immutable afterwards. */
public final class FileFaultsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FileFaultsException(Path file, List<SpecProblem> problems) {
        super(file + ": " + problems.stream().map(SpecProblem::toString).collect(Collectors.joining("; ")));
    }
}
