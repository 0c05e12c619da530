package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@RealHosts
final class KilledJvmTests {

    @Test
    void nothing_is_left_behind_when_the_jvm_of_a_test_is_killed() throws Exception {
        Process jvm = AnotherJvm.running(HostInAnotherJvm.class);
        ProcessHandle daemon;
        ProcessHandle guest;
        Path home;
        try (BufferedReader lines = jvm.inputReader(StandardCharsets.UTF_8)) {
            daemon = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
            guest = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
            home = Path.of(lines.readLine());
        } finally {
            jvm.destroyForcibly().waitFor();
        }

        Patience.until("the host to end with its JVM", Duration.ofSeconds(10), () -> !Files.exists(home));
        assertThat(daemon.isAlive()).isFalse();
        assertThat(guest.isAlive()).isFalse();
    }
}
