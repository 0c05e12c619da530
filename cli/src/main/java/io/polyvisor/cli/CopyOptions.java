package io.polyvisor.cli;

import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.StorageId;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What a copy of a guest or template shall be. */
final class CopyOptions {

    @Option(names = "--linked", description = "Share unchanged data with the source, which must then stay.")
    private boolean linked;

    @Option(
            names = "--in",
            paramLabel = "STORAGE",
            description = "Where its disks lie (default: where the source's lie).")
    private Optional<StorageId> storage = Optional.empty();

    @ArgGroup(exclusive = false)
    private SeedOptions seed = new SeedOptions();

    CloneSpec spec(String name, Path directory) {
        CloneSpec spec = linked ? CloneSpec.linked(name) : CloneSpec.full(name);
        CloneSpec placed = storage.map(spec::in).orElse(spec);
        Optional<SeedSpec> told = seed.spec(directory);
        return told.map(placed::seed).orElse(placed);
    }
}
