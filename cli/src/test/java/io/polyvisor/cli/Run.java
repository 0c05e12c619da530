package io.polyvisor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyvisor.cli.output.Page;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A run of the command within this process, with streams of its own; what it left. */
record Run(int code, String out, String err) {

    /** The command in front of nothing: no terminal, no configuration, no environment. */
    static Setting nowhere() {
        return new Setting();
    }

    /** The command in front of a site that no other test sees. */
    static Setting on(String preset) {
        return new Setting().connectedTo(privateSite(preset));
    }

    /** The address of a site that no other test sees; it lives as long as this JVM. */
    static String privateSite(String preset) {
        return inWorld(preset, UUID.randomUUID().toString());
    }

    /** The address of a site in a world that several sites share. */
    static String inWorld(String preset, String world) {
        return "memory:///" + preset + "?speed=instant&world=" + world;
    }

    JsonNode json() {
        return parse(out);
    }

    List<JsonNode> jsonLines() {
        return out.lines().map(Run::parse).toList();
    }

    private static JsonNode parse(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** Where a command is run. */
    static final class Setting {
        private final Map<String, String> environment = new HashMap<>();
        private final List<String> always = new ArrayList<>();
        private Path directory = Path.of("/nonexistent");
        private String input = "";
        private int terminalColumns;
        private boolean colour;

        Setting connectedTo(String... endpoints) {
            for (String endpoint : endpoints) {
                always.add("-c");
                always.add(endpoint);
            }
            return this;
        }

        Setting in(Path folder) {
            directory = folder;
            return this;
        }

        Setting with(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        Setting typing(String text) {
            input = text;
            return this;
        }

        Setting onTerminal(int columns) {
            terminalColumns = columns;
            return this;
        }

        Setting inColour() {
            colour = true;
            return this;
        }

        Run run(String... arguments) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            Surroundings surroundings = new Surroundings(
                    new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                    false,
                    page(out),
                    page(err),
                    environment,
                    directory,
                    Path.of("/nonexistent"));
            List<String> all = new ArrayList<>(always);
            all.addAll(Arrays.asList(arguments));
            int code = Main.run(surroundings, all.toArray(String[]::new));
            return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }

        private Page page(ByteArrayOutputStream bytes) {
            PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
            return new Page(stream, terminalColumns > 0, terminalColumns > 0 ? terminalColumns : 100, colour, true);
        }
    }
}
