package io.polyvisor.cli;

import io.polyvisor.cli.config.OutputFormat;
import io.polyvisor.model.AccessMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command takes, before or after its name. */
final class GlobalOptions {
    /** In help, what only one command takes comes first. */
    private static final int AFTER_ITS_OWN = 100;

    @Option(
            names = {"-c", "--connect"},
            paramLabel = "ENDPOINT",
            scope = ScopeType.INHERIT,
            order = AFTER_ITS_OWN,
            description = "Endpoint, by its name in the configuration file or by its address "
                    + "(polyvisor help addresses). Repeatable where several make sense.")
    List<String> connect = List.of();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = AFTER_ITS_OWN,
            description = "Configuration file (where it is looked for: polyvisor help config).")
    Optional<String> config = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            order = AFTER_ITS_OWN,
            description = "table (for people) or json (for scripts).")
    Optional<OutputFormat> output = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            order = AFTER_ITS_OWN,
            description = "How long an operation may take, such as 90s or 5m (default 10m).")
    Optional<Duration> timeout = Optional.empty();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            scope = ScopeType.INHERIT,
            order = AFTER_ITS_OWN,
            description = "Which guests may be changed: read-only, owned (default) or all.")
    Optional<AccessMode> mode = Optional.empty();

    @Option(
            names = "--audit",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = AFTER_ITS_OWN,
            description = "Append one JSON line per change to FILE.")
    Optional<Path> audit = Optional.empty();

    @Mixin
    AccessOptions access = new AccessOptions();

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            order = AFTER_ITS_OWN,
            description = "Also print causes and what the hypervisor said.")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            order = AFTER_ITS_OWN,
            usageHelp = true,
            description = "Explain the command, and do nothing.")
    boolean help;
}
