package io.polyvisor.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hybrid placement as its reader would run it: as a shell script, and by {@code java} from its source. */
@Timeout(300)
final class HybridPlacementTest {
    private static final Path EXAMPLE = Path.of("hybrid-placement").toAbsolutePath();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    private Path folder;

    @Test
    void the_script_places_twelve_services_and_brings_back_the_guests_of_a_lost_host() throws Exception {
        Path command = Files.writeString(
                folder.resolve("polyvisor"),
                "#!/bin/sh\nexec '" + JAVA + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '" + classPath()
                        + "' io.polyvisor.cli.Main \"$@\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        Path work = Files.createDirectory(folder.resolve("work"));
        ProcessBuilder script = new ProcessBuilder(EXAMPLE.resolve("hybrid.sh").toString(), work.toString());
        script.environment().put("POLYVISOR", command.toString());
        String printed = run(script, 0);
        assertThat(printed)
                .contains("optimal: proved that nothing better exists", "done: of 20 steps 20 done")
                .contains("a lost connection is no evidence", "start print on kvm1  done", "rejoin kvm3  done")
                .contains("all is as it should be")
                .containsPattern("kvm2 .* wiki +running");
        assertThat(Files.readString(work.resolve("fleet.json"))).contains("\"polyvisor/1\"", "\"backup\"");
    }

    @Test
    void the_program_does_the_same_in_one_file() throws Exception {
        String printed = run(
                new ProcessBuilder(
                                JAVA,
                                "-cp",
                                classPath(),
                                EXAMPLE.resolve("HybridPlacement.java").toString(),
                                EXAMPLE.toString())
                        .directory(folder.toFile()),
                0);
        assertThat(printed)
                .contains("place 10 guests: DONE, 20 steps, 1095 -> 3025 GBP a year")
                .contains("pool central can lose 2 of 3 hosts, and must be able to lose 1")
                .contains("fail over kvm3: DONE")
                .contains("kvm1: build-1, desktop, licences, print\n", "kvm2: build-2, svn, wiki\n")
                .doesNotContain("\nkvm3:");
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static String run(ProcessBuilder command, int code) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isEqualTo(code);
        return printed;
    }
}
