package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code polyvisor.yaml} means, and what it must not say. */
final class ConfigurationFileTest {
    @TempDir
    private Path folder;

    private String demo;

    @BeforeEach
    void sites() {
        demo = Run.privateSite("demo");
    }

    private void configure(String text) throws IOException {
        Files.writeString(folder.resolve("polyvisor.yaml"), text);
    }

    private Run polyvisor(String... arguments) {
        return Run.nowhere().in(folder).run(arguments);
    }

    private void twoEndpoints() throws IOException {
        configure("""
                endpoints:
                  lab:
                    uri: %s
                  pool:
                    uri: %s
                    mode: read-only
                """.formatted(demo, Run.privateSite("pool18")));
    }

    @Test
    void without_endpoint_and_configuration_the_error_says_what_to_try() {
        Run ls = polyvisor("ls");

        assertThat(ls.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ls.err().lines()).hasSize(1);
        assertThat(ls.err()).contains("-c memory:///demo", "polyvisor.yaml");
    }

    @Test
    void ls_joins_all_configured_endpoints_by_their_names() throws IOException {
        twoEndpoints();

        assertThat(polyvisor("ls").out())
                .containsPattern("lab +vm-\\d+ +web ")
                .containsPattern("pool +vm-\\d+ +lab01 ");
        assertThat(polyvisor("ls", "-c", "lab").out()).contains("web").doesNotContain("lab01");
    }

    @Test
    void a_guest_is_named_with_its_endpoint() throws IOException {
        twoEndpoints();

        assertThat(polyvisor("show", "lab/web").out()).containsPattern("name +web");
        assertThat(polyvisor("show", "web", "-c", "lab").out()).containsPattern("name +web");
        assertThat(polyvisor("start", "lab/mail", "lab/web").out())
                .isEqualTo("start lab/mail: done\nstart lab/web: already so; nothing was sent\n");
    }

    @Test
    void a_guest_is_made_on_the_endpoint_that_stands_before_its_name() throws IOException {
        twoEndpoints();

        assertThat(polyvisor("create", "lab/made", "--memory", "64MiB").err()).isEmpty();
        assertThat(polyvisor("show", "lab/made").code()).isZero();
        assertThat(polyvisor("create", "made").err()).contains("lab, pool");
    }

    @Test
    void a_guest_without_endpoint_is_ambiguous_where_there_are_several() throws IOException {
        twoEndpoints();

        Run show = polyvisor("show", "web");

        assertThat(show.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(show.err()).contains("lab, pool", "ENDPOINT/NAME");
    }

    @Test
    void the_only_endpoint_and_the_default_one_need_not_be_named() throws IOException {
        configure("endpoints:\n  lab:\n    uri: " + demo + "\n");
        assertThat(polyvisor("show", "web").code()).isZero();
        configure("""
                defaults: {endpoint: lab, output: json, timeout: 1m}
                endpoints:
                  other: {uri: 'memory:///empty'}
                  lab: {uri: '%s'}
                """.formatted(demo));
        assertThat(polyvisor("show", "web").json().get("endpoint").asText()).isEqualTo("lab");
        assertThat(polyvisor("show", "web", "-o", "table").out()).startsWith("FIELD");
    }

    @Test
    void the_mode_of_an_endpoint_is_kept_unless_the_command_line_says_otherwise() throws IOException {
        twoEndpoints();

        assertThat(polyvisor("pause", "pool/lab01").code()).isEqualTo(ExitCode.DENIED.number());
        assertThat(polyvisor("pause", "pool/lab01", "--mode", "owned").code()).isZero();
    }

    @Test
    void a_file_is_named_by_option_or_environment_and_by_option_first() throws IOException {
        Path one = Files.writeString(folder.resolve("one.yaml"), "endpoints: {one: {uri: '" + demo + "'}}\n");
        Path two = Files.writeString(folder.resolve("two.yaml"), "endpoints: {two: {uri: '" + demo + "'}}\n");

        Run byVariable = Run.nowhere().with("POLYVISOR_CONFIG", one.toString()).run("show", "web", "-o", "json");
        Run byOption = Run.nowhere()
                .with("POLYVISOR_CONFIG", one.toString())
                .run("show", "web", "-o", "json", "--config", two.toString());

        assertThat(byVariable.json().get("endpoint").asText()).isEqualTo("one");
        assertThat(byOption.json().get("endpoint").asText()).isEqualTo("two");
    }

    @Test
    void an_unknown_endpoint_names_the_known_ones_and_the_likely_one() throws IOException {
        twoEndpoints();

        Run ls = polyvisor("ls", "-c", "pol");

        assertThat(ls.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ls.err()).contains("did you mean pool?", "lab, pool");
    }

    @Test
    void every_fault_of_the_file_is_named_by_its_path_at_once() throws IOException {
        configure("""
                default: {}
                defaults: {endpoint: nowhere, timeout: soon, output: xml}
                endpoints:
                  kvm1:
                    url: qemu:///system
                    mode: write
                    read-timeout: 0s
                    insecurely-allow-plaintext: perhaps
                  "kvm/2":
                    uri: qemu:///system
                  kvm3: qemu:///system
                  kvm4:
                    uri: "no address"
                    credentials: {password-env: A, password-file: b}
                """);

        Run ls = polyvisor("ls");

        assertThat(ls.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ls.err().lines()).hasSize(1);
        assertThat(ls.err())
                .contains("polyvisor.yaml: ")
                .contains("default: is not known here; did you mean defaults?")
                .contains("defaults.endpoint: \"nowhere\" is not among endpoints")
                .contains("defaults.timeout: \"soon\" is not a duration; write for instance 30s")
                .contains("defaults.output: \"xml\" is none of table, json")
                .contains("endpoints.kvm1.uri: is missing", "endpoints.kvm1.url: is not known here; did you mean uri?")
                .contains("endpoints.kvm1.mode: \"write\" is none of read-only, owned, all")
                .contains("endpoints.kvm1.read-timeout: \"0s\" is no time at all")
                .contains("endpoints.kvm1.insecurely-allow-plaintext: is neither true nor false")
                .contains("endpoints.kvm/2: is not a name")
                .contains("endpoints.kvm3: is not a mapping of keys to values but a string")
                .contains("endpoints.kvm4.uri: not the address of an endpoint")
                .contains("endpoints.kvm4.credentials.user: give either user: NAME or user-env: VARIABLE")
                .contains(
                        "endpoints.kvm4.credentials.password-file: give either password-env or password-file, not both");
    }

    @Test
    void a_password_in_the_file_is_refused_and_not_repeated() throws IOException {
        configure("""
                endpoints:
                  kvm1:
                    uri: qemu:///system
                    password: hunter2
                    credentials: {user: admin, password: hunter2}
                """);

        Run ls = polyvisor("ls", "-v");

        assertThat(ls.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ls.out() + ls.err()).doesNotContain("hunter2");
        assertThat(ls.err()).contains("endpoints.kvm1.password: secrets do not belong", "password-env: VARIABLE");
    }

    @Test
    void a_password_in_an_address_is_refused_and_not_repeated() throws IOException {
        configure("endpoints:\n  kvm1:\n    uri: qemu+ssh://admin:hunter2@kvm1/system\n");

        for (Run run : new Run[] {
            polyvisor("ls", "-v"), Run.nowhere().run("ls", "-v", "-c", "qemu+ssh://admin:hunter2@kvm1/system")
        }) {
            assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
            assertThat(run.out() + run.err()).contains("holds a password").doesNotContain("hunter2");
        }
    }

    @Test
    void a_reference_that_leads_nowhere_is_named_and_a_secret_that_it_leads_to_is_never_printed() throws IOException {
        configure("""
                endpoints:
                  lab:
                    uri: %s
                    credentials: {user: admin, password-env: LAB_PASSWORD}
                """.formatted(demo));

        Run unset = polyvisor("show", "web");
        Run set = Run.nowhere().in(folder).with("LAB_PASSWORD", "hunter2").run("show", "web", "-v", "--may");

        assertThat(unset.code()).isEqualTo(ExitCode.DENIED.number());
        assertThat(unset.err()).contains("endpoint lab: environment variable LAB_PASSWORD is not set");
        assertThat(set.code()).isZero();
        assertThat(set.out() + set.err()).doesNotContain("hunter2");
    }

    @Test
    void a_password_file_that_others_can_read_is_refused() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hunter2\n");
        configure("""
                endpoints:
                  lab:
                    uri: %s
                    credentials: {user: admin, password-file: secret}
                """.formatted(demo));

        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        Run open = polyvisor("show", "web");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Run closed = polyvisor("show", "web");

        assertThat(open.code()).isEqualTo(ExitCode.DENIED.number());
        assertThat(open.err()).contains("chmod 600").doesNotContain("hunter2");
        assertThat(closed.code()).isZero();
    }

    @Test
    void a_file_that_is_not_yaml_names_the_line() throws IOException {
        configure("endpoints:\n  kvm1: {uri: [\n");

        assertThat(polyvisor("ls").err()).containsPattern("polyvisor.yaml: line \\d+: ");
    }

    @Test
    void a_key_that_is_there_twice_is_refused() throws IOException {
        configure("endpoints:\n  lab: {uri: 'memory:///demo'}\n  lab: {uri: 'memory:///empty'}\n");

        assertThat(polyvisor("ls").err()).contains("line 3: endpoints.lab: is there twice, first in line 2");
    }

    @Test
    void a_named_file_that_is_not_there_is_an_error_and_not_an_empty_site() {
        Run ls = polyvisor("ls", "--config", "missing.yaml");

        assertThat(ls.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ls.err()).contains("missing.yaml", "cannot be read");
    }
}
