package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The password is in no log, exception or text, at any level, whatever the service answers. */
final class VsphereSecretsTest {

    @Test
    void nothing_that_can_be_printed_holds_the_password() throws Exception {
        String printed = printedAtTheLoudest();
        assertThat(List.of("probe ended", "jdk.internal.net.http", "io.polyvisor.vsphere", "AuthenticationFailed"))
                .as("that the probe ran, and that our loggers and the JDK's client did log")
                .allMatch(printed::contains);
        // A part of it that every way of escaping leaves alone.
        String part = StubService.PASSWORD.substring(0, 5);
        assertThat(part).isEqualTo("gr3at");
        // What a peer puts into its headers is repeated by the JDK's own log of headers, to whoever switches that on.
        assertThat(printed.lines()
                        .filter(line -> line.contains(part) && !line.strip().startsWith("content-type:")))
                .isEmpty();
        String encoded = Base64.getEncoder().encodeToString(StubService.PASSWORD.getBytes(StandardCharsets.UTF_8));
        assertThat(printed.contains(encoded.substring(0, 8))).isFalse();
    }

    private static String printedAtTheLoudest() throws IOException, InterruptedException {
        Process probe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx200m",
                        "-Djdk.httpclient.HttpClient.log=all",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecretsProbe.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(probe.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(probe.exitValue()).isZero();
        return printed;
    }
}
