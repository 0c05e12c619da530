package io.polyvisor.cli;

import io.polyvisor.cli.output.Page;
import java.nio.file.Path;

/** Lets the demonstration type its commands in a test. */
public final class DemoShell {

    private DemoShell() {}

    /** Runs one, as the demonstration's own command would. */
    public static int run(Path directory, Page page, String... arguments) {
        return DemoCommand.type(directory, page, arguments);
    }
}
