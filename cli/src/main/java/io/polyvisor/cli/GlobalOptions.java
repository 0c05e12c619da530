package io.polyvisor.cli;

import io.polyvisor.cli.config.OutputFormat;
import io.polyvisor.model.AccessMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command takes, before or after its name. */
final class GlobalOptions {

    @Option(
            names = {"-c", "--connect"},
            paramLabel = "ENDPOINT",
            scope = ScopeType.INHERIT,
            description = "Endpoint: a name from the configuration file or an address such as qemu:///system. "
                    + "Repeatable where several make sense.")
    List<String> connect = List.of();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Configuration file (default: $POLYVISOR_CONFIG, ./polyvisor.yaml, "
                    + "~/.config/polyvisor/polyvisor.yaml).")
    Optional<String> config = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "table (for people) or json (for scripts).")
    Optional<OutputFormat> output = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "How long an operation may take, such as 90s or 5m (default 10m).")
    Optional<Duration> timeout = Optional.empty();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            scope = ScopeType.INHERIT,
            description = "Which guests may be changed: read-only, owned (default) or all.")
    Optional<AccessMode> mode = Optional.empty();

    @Option(
            names = "--audit",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Append one JSON line per change to FILE.")
    Optional<Path> audit = Optional.empty();

    @Option(
            names = "--insecurely-allow-plaintext",
            scope = ScopeType.INHERIT,
            description = "Allow an address whose transport neither encrypts nor authenticates (qemu+tcp).")
    boolean plaintext;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Also print causes and what the hypervisor said.")
    boolean verbose;
}
