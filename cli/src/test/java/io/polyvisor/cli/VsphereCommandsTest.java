package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyvisor.testbed.Vcsim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a simulated vCenter with a cluster of three hosts: what they print, and how they get in. */
@Tag("real")
@Timeout(120)
final class VsphereCommandsTest {
    private static final String USER = "operator@vsphere.local";
    private static final String PASSWORD = "hunter2 & <more>";
    private static final Pattern FINGERPRINT = Pattern.compile("\\(fingerprint ([0-9A-F:]+)\\)");

    @TempDir
    private Path folder;

    private Vcsim vcsim;
    private String address = "";

    @BeforeEach
    void start() {
        Assumptions.assumeTrue(
                Vcsim.availability().isAvailable(), () -> Vcsim.availability().obstacle());
        vcsim = Vcsim.vCenter().guests(2).login(USER, PASSWORD).start();
        address = "vsphere://" + vcsim.address();
    }

    @AfterEach
    void end() {
        if (vcsim != null) {
            vcsim.close();
        }
    }

    /** {@code polyvisor -c vsphere://...} with user, password and authority from the environment. */
    private Run polyvisor(String... arguments) {
        return Run.nowhere()
                .in(folder)
                .connectedTo(address)
                .with("POLYVISOR_USER", USER)
                .with("POLYVISOR_PASSWORD", PASSWORD)
                .with("POLYVISOR_CA_FILE", vcsim.authority().toString())
                .run(arguments);
    }

    private void done(String beginning, String... arguments) {
        Run run = polyvisor(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith(beginning);
        assertThat(run.code()).isZero();
    }

    private void refused(ExitCode code, String words, String... arguments) {
        Run run = polyvisor(arguments);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(words);
        assertThat(run.code()).isEqualTo(code.number());
    }

    private JsonNode guest(String name) {
        JsonNode items =
                polyvisor("ls", "-o", "json").json().get("items").get(0).get("items");
        for (JsonNode each : items) {
            if (each.get("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("no guest " + name + " in " + items);
    }

    private Path passwordFile() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), PASSWORD + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_guest_is_created_started_snapshotted_and_reverted() {
        done("create web: done; id vm-", "create", "web", "--vcpus", "2", "--memory", "1GiB", "--nic", "DC0_DVPG0");
        done("start web: done", "start", "web");
        done("start web: already so; nothing was sent", "start", "web");
        done("snapshot create web: done; id snapshot-", "snapshot", "create", "web", "before");
        assertThat(polyvisor("snapshot", "ls", "web").out()).containsPattern("before \\* +disks +off");
        refused(ExitCode.REFUSED, "the guest is running; shut it down", "rm", "web");
        done("snapshot revert web: done", "snapshot", "revert", "web", "before", "--accept-loss", "present-state");
        // The simulator's revert puts neither power nor configuration back: what it gives is not looked at.
        done("off web: ", "off", "web");
        assertThat(polyvisor("show", "web").out())
                .containsPattern("vcpus +2\n")
                .containsPattern("nic .* on DC0_DVPG0")
                .containsPattern("ours +yes");
        done("rm web: done", "rm", "web");
        assertThat(polyvisor("ls").out()).doesNotContain("web");
    }

    @Test
    void a_template_is_made_deployed_and_its_guest_moved_to_another_host() {
        done("create golden: done", "create", "golden", "--memory", "512MiB");
        done("template make golden: done; id vm-", "template", "make", "golden", "debian");
        assertThat(polyvisor("template", "ls").out()).containsPattern("vm-\\d+ +debian +1 +512 MiB");
        done("template deploy debian: done; id vm-", "template", "deploy", "debian", "db");
        assertThat(polyvisor("ls").out())
                .containsPattern("vm-\\d+ +db +off +1 +512 MiB")
                .doesNotContain("debian");
        done("start db: done", "start", "db");
        String here = guest("db").get("host").asText();
        JsonNode hosts =
                polyvisor("hosts", "-o", "json").json().get("items").get(0).get("items");
        JsonNode there = hosts.get(0).get("id").asText().equals(here) ? hosts.get(1) : hosts.get(0);

        done("migrate db: done", "migrate", "db", "--to", there.get("name").asText());

        assertThat(guest("db").get("host").asText())
                .isEqualTo(there.get("id").asText())
                .isNotEqualTo(here);
        assertThat(guest("db").get("power").get("state").asText()).isEqualTo("RUNNING");
        done("off db: done", "off", "db");
        done("rm db: done", "rm", "db");
        done("template rm debian: done", "template", "rm", "debian");
    }

    @Test
    void tables_over_all_endpoints_know_the_scheme() {
        assertThat(polyvisor("ls").out())
                .containsPattern("vsphere://\\S+ +vm-\\d+ +DC0_C0_RP0_VM0 +running +1 +32 MiB +DC0_C0_H\\d +no");
        assertThat(polyvisor("hosts").out().lines()).hasSize(4);
        assertThat(polyvisor("health").out()).containsPattern("VMware vCenter Server +6\\.5\\.0 build \\d+ +simulator");
        assertThat(polyvisor("capabilities").out())
                .containsPattern("pause +no +vSphere keeps no guest paused in memory")
                .containsPattern("templates +yes");
        assertThat(polyvisor("network", "ls").out()).contains("DC0_DVPG0");
        assertThat(polyvisor("storage", "ls").out()).contains("LocalDS_0");
    }

    @Test
    void what_vsphere_lacks_and_what_is_not_ours_is_refused_with_a_reason() {
        refused(ExitCode.UNSUPPORTED, "vSphere keeps no guest paused in memory", "pause", "DC0_C0_RP0_VM0");
        refused(ExitCode.DENIED, "does not bear our mark", "off", "DC0_C0_RP0_VM0");
        assertThat(Run.nowhere()
                        .in(folder)
                        .connectedTo(address + "?datastore=nowhere")
                        .with("POLYVISOR_USER", USER)
                        .with("POLYVISOR_PASSWORD", PASSWORD)
                        .with("POLYVISOR_FINGERPRINT", vcsim.fingerprint())
                        .run("create", "web")
                        .err())
                .contains("there is no datastore nowhere; there are [LocalDS_0]");
    }

    @Test
    void the_compatibility_kit_runs_against_such_an_address() {
        Run tck = polyvisor("tck", "--endpoint", address, "--rule", "PV-LIFE-001");

        assertThat(tck.err()).isEmpty();
        assertThat(tck.out()).contains("vsphere (SIMULATOR)", "1 PASS, 0 FAIL");
        assertThat(tck.code()).isZero();
    }

    @Test
    void an_unknown_certificate_is_refused_with_the_fingerprint_by_which_it_can_be_trusted() throws IOException {
        Run.Setting stranger = Run.nowhere().in(folder).connectedTo(address);
        String[] login = {"--user", USER, "--password-file", passwordFile().toString()};

        Run unknown = stranger.run("show", "DC0_C0_RP0_VM0", login[0], login[1], login[2], login[3]);

        assertThat(unknown.code()).isEqualTo(ExitCode.DENIED.number());
        Matcher shown = FINGERPRINT.matcher(unknown.err());
        assertThat(shown.find()).as(unknown.err()).isTrue();
        Run pinned = stranger.run(
                "show", "DC0_C0_RP0_VM0", login[0], login[1], login[2], login[3], "--fingerprint", shown.group(1));
        assertThat(pinned.err()).isEmpty();
        assertThat(pinned.code()).isZero();
    }

    @Test
    void credentials_and_trust_are_references_in_the_configuration_file() throws IOException {
        passwordFile();
        Files.copy(vcsim.authority(), folder.resolve("ca.pem"));
        Files.writeString(folder.resolve("polyvisor.yaml"), """
                endpoints:
                  central:
                    uri: %s/DC0?cluster=DC0_C0
                    credentials: {user: '%s', password-file: secret}
                    ca-file: ca.pem
                """.formatted(address, USER));

        Run ls = Run.nowhere().in(folder).run("ls");

        assertThat(ls.err()).isEmpty();
        assertThat(ls.out()).containsPattern("central +vm-\\d+ +DC0_C0_RP0_VM1 +running");
    }

    @Test
    void wrong_password_is_refused_and_not_repeated() {
        Run show = Run.nowhere()
                .connectedTo(address)
                .with("POLYVISOR_USER", USER)
                .with("POLYVISOR_PASSWORD", "swordfish")
                .with("POLYVISOR_FINGERPRINT", vcsim.fingerprint())
                .run("show", "DC0_C0_RP0_VM0", "-v");

        assertThat(show.code()).isEqualTo(ExitCode.DENIED.number());
        assertThat(show.out() + show.err()).contains("authentication failed").doesNotContain("swordfish");
    }
}
