package io.polyvisor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The site of the demonstration in a directory of a test: a central service, three hosts of its own, twelve services. */
final class School {
    private final Path folder;
    private final String world = "world=" + UUID.randomUUID();

    School(Path folder) {
        this.folder = folder;
        for (String file : List.of("site.yaml", "services.yaml", "policy.yaml")) {
            write(file, shipped(file));
        }
    }

    private static String shipped(String file) {
        try (InputStream in = School.class.getResourceAsStream("demo/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file into the directory; addresses in it lead to this school's world. */
    Path write(String file, String text) {
        try {
            return Files.writeString(
                    folder.resolve(file),
                    text.replace("kept=site.state", world).replace("speed=quick", "speed=instant"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file with one text in place of another, which must be there. */
    School with(String file, String text, String instead) {
        String before = read(file);
        if (!before.contains(text)) {
            throw new IllegalArgumentException(file + " has no " + text);
        }
        write(file, before.replace(text, instead));
        return this;
    }

    String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command in that directory, about this site. */
    Run run(String... arguments) {
        String[] all = Stream.concat(Arrays.stream(arguments), Stream.of("--on", "site.yaml"))
                .toArray(String[]::new);
        return plainly(all);
    }

    /** A command in that directory. */
    Run plainly(String... arguments) {
        return Run.nowhere()
                .in(folder)
                .with("XDG_STATE_HOME", folder.toString())
                .run(arguments);
    }

    /** The twelve services are placed and run. */
    School filled() {
        expectOk(run("place", "services.yaml", "--policy", "policy.yaml", "--plan", "plan.json"));
        expectOk(run("apply", "plan.json", "--for-real"));
        return this;
    }

    private static void expectOk(Run run) {
        if (run.code() != 0) {
            throw new IllegalStateException(run.out() + run.err());
        }
    }

    /** Takes the power of that endpoint's host away. */
    void powerOff(String endpoint) {
        plainly("ls", "-c", address(endpoint) + "&fallen=host1");
    }

    /** Gives it back. */
    void powerOn(String endpoint) {
        plainly("ls", "-c", address(endpoint) + "&fallen=");
    }

    /** Where the reference model has that endpoint. */
    String address(String endpoint) {
        return "memory:///" + endpoint + "?preset=inhouse&" + world + "&speed=instant";
    }

    /** Copies all files below that folder; what is there already is replaced. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path there = to.resolve(from.relativize(file).toString());
                Files.createDirectories(there.getParent());
                Files.copy(file, there, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
