package io.polyvisor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command in a process of its own, which dies as by {@code kill -9} when its journal has grown to a certain length. */
record KilledCommand(Path folder, String password) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOOK_MILLIS = 5;

    /** Runs until that journal has that many records, or until the command ends, which is a failure. */
    void run(Path journal, int records, String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("killed.log");
        Process command = begin(log, arguments);
        try {
            long giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (recordsIn(journal) < records) {
                if (command.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > giveUp) {
                    throw new AssertionError("it was not there to be killed; it said " + Files.readString(log));
                }
            }
        } finally {
            command.destroyForcibly().waitFor();
        }
    }

    private Process begin(Path log, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("VCENTER_PASSWORD", password);
        return builder.start();
    }

    private static long recordsIn(Path journal) throws IOException {
        return Files.isRegularFile(journal) ? Files.readString(journal).lines().count() : 0;
    }
}
