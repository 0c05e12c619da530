package io.polyvisor.cli;

import io.polyvisor.placement.Effort;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a question about a site rests on. */
final class SiteOptions {

    @Option(
            names = "--on",
            paramLabel = "FILE",
            description = "The site file: polyvisor.yaml by its full name, with what placement needs to know "
                    + "(polyvisor help site). The same as --config.")
    Optional<String> on = Optional.empty();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "The policy (polyvisor help policy); without one the hybrid strategy: protected guests on central endpoints, all "
                            + "others in-house.")
    Optional<Path> policy = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where journals and last observations are kept (default: polyvisor/SITE in $XDG_STATE_HOME "
                    + "or ~/.local/state).")
    Optional<Path> state = Optional.empty();

    @Option(
            names = "--steps",
            paramLabel = "COUNT",
            description = "How long a search may go on, in steps and not in seconds (default 2000000).")
    Optional<Long> steps = Optional.empty();

    @Option(names = "--seed", paramLabel = "NUMBER", description = "What random choices begin with (default 1).")
    Optional<Long> seed = Optional.empty();

    Effort effort() {
        Effort standard = Effort.standard();
        return new Effort(seed.orElse(standard.seed()), steps.orElse(standard.steps()));
    }
}
