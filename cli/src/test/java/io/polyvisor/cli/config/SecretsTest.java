package io.polyvisor.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Access;
import io.polyvisor.model.EndpointUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where credentials and trust come from: options, then the configuration file or, for a bare address, the environment. */
final class SecretsTest {
    private static final EndpointEntry BY_ADDRESS = EndpointEntry.at(EndpointUri.parse("vsphere://vcenter.example"));
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "POLYVISOR_USER", "operator",
            "POLYVISOR_PASSWORD", "hunter2",
            "POLYVISOR_CA_FILE", "/etc/vcenter.pem",
            "POLYVISOR_FINGERPRINT", "aa11");

    @TempDir
    private Path folder;

    private Path passwordFile() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "correct horse\nnot this\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void an_endpoint_given_by_its_address_takes_all_from_the_environment() {
        Access access = Secrets.access(BY_ADDRESS, ENVIRONMENT);

        assertThat(access.user()).contains("operator");
        assertThat(access.password()).isEqualTo("hunter2".toCharArray());
        assertThat(access.certificateAuthority()).contains(Path.of("/etc/vcenter.pem"));
        assertThat(access.fingerprint()).contains("aa11");
        assertThat(Secrets.access(BY_ADDRESS, Map.of())).isEqualTo(Access.none());
    }

    @Test
    void options_go_before_the_environment_one_by_one() throws IOException {
        EndpointEntry told = BY_ADDRESS
                .loggingInAs(Optional.of("somebody"), Optional.empty())
                .trusting(Optional.empty(), Optional.of("bb22"));

        Access access = Secrets.access(told, ENVIRONMENT);

        assertThat(access.user()).contains("somebody");
        assertThat(access.password()).isEqualTo("hunter2".toCharArray());
        assertThat(access.certificateAuthority()).contains(Path.of("/etc/vcenter.pem"));
        assertThat(access.fingerprint()).contains("bb22");
        EndpointEntry withFile = told.loggingInAs(Optional.empty(), Optional.of(passwordFile()));
        assertThat(Secrets.access(withFile, ENVIRONMENT).user()).contains("somebody");
        assertThat(Secrets.access(withFile, ENVIRONMENT).password()).isEqualTo("correct horse".toCharArray());
    }

    @Test
    void a_configured_endpoint_takes_nothing_from_the_environment_that_it_does_not_name() throws IOException {
        CredentialSource named = new CredentialSource(
                Optional.empty(), Optional.of("VC_USER"), Optional.of("VC_PASSWORD"), Optional.empty(), false);
        EndpointEntry configured = new EndpointEntry(
                "central",
                BY_ADDRESS.uri(),
                Optional.empty(),
                named,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
        Map<String, String> environment = Map.of(
                "VC_USER", "admin", "VC_PASSWORD", "s3cr3t", "POLYVISOR_USER", "operator", "POLYVISOR_CA_FILE", "/ca");

        Access access = Secrets.access(configured, environment);

        assertThat(access.user()).contains("admin");
        assertThat(access.password()).isEqualTo("s3cr3t".toCharArray());
        assertThat(access.certificateAuthority()).isEmpty();
        EndpointEntry told = configured
                .loggingInAs(Optional.of("somebody"), Optional.of(passwordFile()))
                .trusting(Optional.of(Path.of("/other")), Optional.empty());
        assertThat(Secrets.access(told, Map.of()).user()).contains("somebody");
        assertThat(Secrets.access(told, Map.of()).password()).isEqualTo("correct horse".toCharArray());
        assertThat(Secrets.access(told, Map.of()).certificateAuthority()).contains(Path.of("/other"));
    }
}
