package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@SimulatedVCenters
final class VcsimTests {

    @Test
    void simulated_vcenter_answers_over_tls_whoever_trusts_its_authority() throws Exception {
        try (Vcsim vcsim = Vcsim.vCenter().start()) {
            assertThat(about(vcsim, Duration.ofSeconds(10))).contains("Methods");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "RIGHT")
    void whoever_checks_certificates_refuses_the_wrong_ones(VcsimCertificate wrong) {
        try (Vcsim vcsim = Vcsim.vCenter().showing(wrong).start()) {
            assertThatExceptionOfType(SSLHandshakeException.class)
                    .isThrownBy(() -> about(vcsim, Duration.ofSeconds(10)));
        }
    }

    @Test
    void expired_certificate_is_otherwise_right() throws Exception {
        try (Vcsim vcsim = Vcsim.vCenter().showing(VcsimCertificate.EXPIRED).start()) {
            X509Certificate shown = VcsimCertificates.read(vcsim.certificates().certificate(VcsimCertificate.EXPIRED));
            X509Certificate authority = VcsimCertificates.read(vcsim.authority());
            shown.verify(authority.getPublicKey());
            assertThat(shown.getNotAfter().toInstant()).isBefore(java.time.Instant.now());
            assertThat(shown.getSubjectAlternativeNames().toString()).contains("localhost", "127.0.0.1");
        }
    }

    @Test
    void nothing_is_left_behind_when_it_is_closed() {
        Vcsim vcsim = Vcsim.vCenter().guests(1).start();
        ProcessHandle process = ProcessHandle.of(vcsim.pid()).orElseThrow();
        Path home = vcsim.authority().getParent().getParent();
        assertThat(home.resolve("tmp")).isNotEmptyDirectory();
        vcsim.close();
        vcsim.close();
        assertThat(process.isAlive()).isFalse();
        assertThat(home).doesNotExist();
    }

    @Test
    void stopped_one_answers_nothing_until_it_is_let_go() throws Exception {
        try (Vcsim vcsim = Vcsim.vCenter().start()) {
            vcsim.stop();
            assertThatExceptionOfType(HttpTimeoutException.class)
                    .isThrownBy(() -> about(vcsim, Duration.ofMillis(500)));
            vcsim.cont();
            assertThat(about(vcsim, Duration.ofSeconds(10))).contains("Methods");
        }
    }

    @Test
    void killed_one_comes_back_at_the_same_address() throws Exception {
        try (Vcsim vcsim = Vcsim.vCenter().start()) {
            String address = vcsim.address();
            long before = vcsim.pid();
            vcsim.kill9();
            assertThat(vcsim.isAlive()).isFalse();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> about(vcsim, Duration.ofSeconds(10)));
            vcsim.restart();
            assertThat(vcsim.address()).isEqualTo(address);
            assertThat(vcsim.pid()).isNotEqualTo(before);
            assertThat(about(vcsim, Duration.ofSeconds(10))).contains("Methods");
        }
    }

    @Test
    void ends_with_the_jvm_of_a_test_that_is_killed() throws Exception {
        Process jvm = AnotherJvm.running(VcsimInAnotherJvm.class);
        Optional<ProcessHandle> vcsim;
        try (var lines = jvm.inputReader()) {
            vcsim = ProcessHandle.of(Long.parseLong(lines.readLine()));
        } finally {
            jvm.destroyForcibly().waitFor();
        }
        Patience.until(
                "vcsim to end with its JVM",
                Duration.ofSeconds(10),
                () -> !vcsim.orElseThrow().isAlive());
    }

    @Test
    void password_is_in_no_list_of_processes() throws Exception {
        try (Vcsim vcsim = Vcsim.vCenter().login("me", "hunter-two").start()) {
            Path line = Path.of("/proc", Long.toString(vcsim.pid()), "cmdline");
            assertThat(Files.readString(line)).contains("-user=me").doesNotContain("hunter-two");
        }
    }

    @Test
    void esxi_host_has_no_clusters() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Vcsim.esxi().clusters(2))
                .withMessageContaining("no clusters");
    }

    private static String about(Vcsim vcsim, Duration patience) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().sslContext(vcsim.certificates().trust()).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + vcsim.address() + "/about"))
                .timeout(patience)
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }
}
