package io.polyvisor.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Where a site's state is kept: as the XDG base directories have it. Stateless. */
final class StatePlace {

    private StatePlace() {}

    static Path of(Surroundings surroundings, Optional<Path> given, String site) {
        return given.map(surroundings.directory()::resolve)
                .orElseGet(() -> stateHome(surroundings).resolve("polyvisor").resolve(fileName(site)));
    }

    private static Path stateHome(Surroundings surroundings) {
        return Optional.ofNullable(surroundings.environment().get("XDG_STATE_HOME"))
                .filter(text -> !text.isBlank())
                .map(surroundings.directory()::resolve)
                .orElseGet(() -> surroundings.home().resolve(".local/state"));
    }

    /** A site may be called anything; a file may not. */
    private static String fileName(String site) {
        String safe = site.replaceAll("[^A-Za-z0-9._-]", "_");
        return safe.startsWith(".") ? "_" + safe : safe;
    }
}
