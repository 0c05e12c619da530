package io.polyvisor.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** A command about a whole site. */
abstract class SiteCommand extends SessionCommand {

    @Mixin
    private SiteOptions options = new SiteOptions();

    final SiteOptions options() {
        return options;
    }

    @Override
    final Optional<String> siteFile() {
        return options.on;
    }

    /** What somebody wants to run, where the command was told; groups and specs come from there. */
    Optional<Path> services() {
        return Optional.empty();
    }

    @Override
    final ExitCode run(Session session) {
        return run(session, SiteReading.of(session, options, services()));
    }

    abstract ExitCode run(Session session, SiteReading reading);
}
