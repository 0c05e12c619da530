package io.polyvisor.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The script is run as its reader would run it: by {@code java}, from its source. */
@Timeout(120)
final class SingleFileScriptTest {

    @Test
    void the_script_keeps_the_protected_guests_and_no_others() throws IOException, InterruptedException {
        Run run = run("memory:///demo");
        assertThat(run.output()).containsExactly("db: DISKS_AND_MEMORY", "web: DISKS_AND_MEMORY");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void the_script_says_which_guest_it_could_not_keep() throws IOException, InterruptedException {
        Run run = run("memory:///demo?like=libxl");
        assertThat(run.output()).hasSize(2).allMatch(line -> line.contains("libxl has no snapshots"));
        assertThat(run.exitCode()).isEqualTo(1);
    }

    private record Run(List<String> output, int exitCode) {}

    private static Run run(String endpoint) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "scripts/SnapshotProtected.java",
                        endpoint)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(output.lines().toList(), process.exitValue());
    }
}
