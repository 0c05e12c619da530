package io.polyvisor.cli.demo;

import io.polyvisor.cli.output.Page;
import java.nio.file.Path;

/** Runs commands of this command line, in this process, as somebody would type them. */
@FunctionalInterface
public interface Shell {

    /**
     * Runs one and returns its exit code. Blocks until it ends.
     *
     * @param directory where it is run: where files lie, and where state is kept
     * @param page where it prints, errors too
     * @param arguments what is typed after {@code polyvisor}
     */
    int run(Path directory, Page page, String... arguments);
}
