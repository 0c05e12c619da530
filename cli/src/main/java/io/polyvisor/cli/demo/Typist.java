package io.polyvisor.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyvisor.cli.output.Page;
import io.polyvisor.cli.output.Tone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Types commands where the audience sees them, and asks the same of programs' output where it does not. */
final class Typist {
    private final Shell shell;
    private final Path directory;
    private final Page page;

    Typist(Shell shell, Path directory, Page page) {
        this.shell = shell;
        this.directory = directory;
        this.page = page;
    }

    /** Types a command, which must end with that exit code. */
    void types(int code, String... arguments) {
        page.line(page.paint(Tone.COMMAND, "$ polyvisor " + String.join(" ", arguments)));
        int ended = shell.run(directory, page, arguments);
        if (ended != code) {
            throw new DemoFailure(
                    "polyvisor " + String.join(" ", arguments) + " ended with " + ended + " and not with " + code);
        }
    }

    /** What the command prints for programs; its exit code is left to those who asked for it to be shown. */
    JsonNode asks(String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--output";
        all[arguments.length + 1] = "json";
        try (PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            shell.run(directory, new Page(stream, false, page.columns(), false, false), all);
            return new ObjectMapper().readTree(printed.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("polyvisor " + String.join(" ", all) + " printed no JSON", e);
        }
    }
}
