package io.polyvisor.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One of Ganeti's tools, run with a limit. */
final class GanetiTool {
    static final int MOST_SECONDS = 60;
    private static final List<Path> PLACES = Stream.concat(
                    Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)),
                    Stream.of("/usr/lib/ganeti/iallocators"))
            .map(Path::of)
            .toList();

    private final Path program;

    private GanetiTool(Path program) {
        this.program = program;
    }

    /**
     * What a run came to.
     *
     * @param ended by itself, and not for want of time
     * @param seconds by the clock, start of the process and reading of the file included
     * @param lines what it printed
     */
    record Run(boolean ended, double seconds, List<String> lines) {}

    /** The tool of that name, where it is installed. */
    static Optional<GanetiTool> named(String name) {
        return PLACES.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(GanetiTool::new);
    }

    /** Runs it on a cluster in Ganeti's text format. */
    Run on(String cluster, String... options) throws IOException, InterruptedException {
        Path data = Files.createTempFile("cluster", ".data");
        Path output = Files.createTempFile("output", ".txt");
        try {
            Files.writeString(data, cluster);
            List<String> command = new ArrayList<>(List.of(program.toString(), "-t", data.toString()));
            command.addAll(List.of(options));
            long began = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            double seconds = (System.nanoTime() - began) / 1e9;
            process.destroyForcibly().waitFor();
            return new Run(ended, seconds, Files.readAllLines(output));
        } finally {
            Files.deleteIfExists(data);
            Files.deleteIfExists(output);
        }
    }
}
