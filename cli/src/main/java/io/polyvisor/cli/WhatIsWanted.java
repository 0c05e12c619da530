package io.polyvisor.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Services, for questions that can be asked without. */
final class WhatIsWanted {

    @Option(
            names = "--services",
            paramLabel = "FILE",
            description = "The services, whose groups and pins then hold for their guests.")
    Optional<Path> services = Optional.empty();
}
