package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CreateCommandTest {
    private static final String KEY = "7c1d0a52-9b6e-4a2b-8f5d-0b7c3f1f2a11";

    private final String site = Run.privateSite("demo");

    @TempDir
    private Path folder;

    private Run polyvisor(String... arguments) {
        return Run.nowhere().connectedTo(site).in(folder).run(arguments);
    }

    private JsonNode guest(String name) {
        return polyvisor("show", name, "-o", "json").json().get("guest");
    }

    @Test
    void options_say_what_the_guest_shall_be() {
        Run create = polyvisor(
                "create",
                "db1",
                "--vcpus",
                "2",
                "--max-vcpus",
                "4",
                "--memory",
                "1GiB",
                "--disk",
                "2G,in=images",
                "--disk",
                "image=images/linux,linked",
                "--nic",
                "servers,mac=52:54:00:12:34:56",
                "--boot",
                "cdrom,disk",
                "--media",
                "images/installer.iso",
                "--tag",
                "team=web",
                "--protection",
                "protected",
                "--autostart",
                "--description",
                "the shop's database",
                "--seed-host-name",
                "db1");

        assertThat(create.err()).isEmpty();
        assertThat(create.out()).startsWith("create db1: done; id ");
        JsonNode made = guest("db1");
        JsonNode details = made.get("details");
        assertThat(made.get("vcpus").asInt()).isEqualTo(2);
        assertThat(made.get("memory").asLong()).isEqualTo(1L << 30);
        assertThat(made.get("power").get("state").asText()).isEqualTo("OFF");
        assertThat(made.get("autostart").asBoolean()).isTrue();
        assertThat(details.get("maxVcpus").asInt()).isEqualTo(4);
        assertThat(details.get("disks").findValuesAsText("role")).contains("DISK", "MEDIA", "SEED");
        assertThat(details.get("nics").findValuesAsText("mac")).containsExactly("52:54:00:12:34:56");
        assertThat(details.get("bootOrder").toString()).isEqualTo("[\"CDROM\",\"DISK\"]");
        assertThat(details.get("mark").get("tags").get("team").asText()).isEqualTo("web");
        assertThat(details.get("mark").get("protection").asText()).isEqualTo("PROTECTED");
        assertThat(details.get("description").asText()).isEqualTo("the shop's database");
    }

    @Test
    void a_yaml_spec_says_the_same() throws IOException {
        Files.writeString(folder.resolve("user-data.yaml"), "#cloud-config\n");
        Files.writeString(folder.resolve("db1.yaml"), """
                name: db1
                vcpus: 2
                max-vcpus: 4
                memory: 1GiB
                disks:
                  - new: 2G
                    in: images
                  - image: images/linux
                    mode: linked
                nics:
                  - network: servers
                    mac: 52:54:00:12:34:56
                boot: [cdrom, disk]
                media: images/installer.iso
                seed:
                  host-name: db1
                  ssh-keys: [ssh-ed25519 AAAA me]
                  user-data-file: user-data.yaml
                autostart: true
                protection: protected
                tags: {team: web}
                description: the shop's database
                """);

        assertThat(polyvisor("create", "-f", "db1.yaml").err()).isEmpty();
        assertThat(polyvisor("create", "db2", "--check", "-f", "db1.yaml").out())
                .contains("create db2: would be");
        JsonNode made = guest("db1");
        assertThat(made.get("vcpus").asInt()).isEqualTo(2);
        assertThat(made.get("details").get("disks")).hasSize(4);
        assertThat(made.get("details").get("mark").get("tags").get("team").asText())
                .isEqualTo("web");
    }

    @Test
    void every_fault_of_a_yaml_spec_is_named_by_its_path_at_once() throws IOException {
        Files.writeString(folder.resolve("bad.yaml"), """
                name: " spaced"
                vcpus: two
                memroy: 1GiB
                disks:
                  - new: lots
                  - image: images/linux
                    volume: images/linux
                nics:
                  - mac: 01:00:00:00:00:00
                boot: [floppy]
                seed: {ssh-keys: []}
                """);

        Run create = polyvisor("create", "-f", "bad.yaml");

        assertThat(create.code()).isEqualTo(ExitCode.INVALID_SPEC.number());
        assertThat(create.err().lines()).hasSize(1);
        assertThat(create.err())
                .contains(
                        "name: ",
                        "vcpus: \"two\" is not a whole number",
                        "memroy: is not known here; did you mean memory?")
                .contains("disks[0].new: ", "disks[1].new: give exactly one of")
                .contains("nics[0].network: is missing", "nics[0].mac: ", "boot[0]: \"floppy\" is none of disk, cdrom")
                .contains("seed.host-name: is missing");
        assertThat(polyvisor("ls").out()).doesNotContain("spaced");
    }

    @Test
    void faults_that_only_the_endpoint_can_know_are_named_by_their_path_too() {
        Run create = polyvisor("create", "db1", "--vcpus", "0", "--nic", "nowhere", "--disk", "1G,in=nothing");

        assertThat(create.code()).isEqualTo(ExitCode.INVALID_SPEC.number());
        assertThat(create.err().lines()).hasSize(1);
        assertThat(create.err()).contains("vcpus", "nics[0]", "disks[0]");
    }

    @Test
    void a_host_is_named_as_people_do() {
        assertThat(polyvisor("create", "placed", "--host", "host2").err()).isEmpty();
        assertThat(polyvisor("ls").out()).containsPattern("placed +off .* host2");
        assertThat(polyvisor("create", "lost", "--host", "host9").err()).contains("host1, host2");
    }

    @Test
    void a_name_that_is_taken_is_refused() {
        assertThat(polyvisor("create", "web").code()).isEqualTo(ExitCode.CONFLICT.number());
    }

    @Test
    void the_same_key_never_makes_a_second_guest() {
        assertThat(polyvisor("create", "once", "--key", KEY).code()).isZero();
        Run again = polyvisor("create", "once", "--key", KEY);

        assertThat(polyvisor("ls", "-o", "json").out().split("\"once\"", -1)).hasSize(2);
        assertThat(again.code()).isIn(ExitCode.OK.number(), ExitCode.CONFLICT.number());
    }

    @Test
    void a_spec_file_and_spec_options_exclude_each_other() {
        Run create = polyvisor("create", "db1", "-f", "db1.yaml", "--vcpus", "2");

        assertThat(create.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(create.err()).contains("mutually exclusive");
    }

    @Test
    void a_spec_file_that_is_not_there_is_named() {
        Run create = polyvisor("create", "-f", "missing.yaml");

        assertThat(create.code()).isEqualTo(ExitCode.INVALID_SPEC.number());
        assertThat(create.err()).contains("missing.yaml", "cannot be read");
    }

    @Test
    void user_data_never_appear_in_what_is_printed() throws IOException {
        Files.writeString(folder.resolve("user-data"), "password: hunter2\n");

        Run create = polyvisor(
                "create",
                "x",
                "--seed-host-name",
                "x",
                "--seed-user-data",
                "user-data",
                "--nic",
                "nowhere",
                "-v",
                "-o",
                "json");

        assertThat(create.out() + create.err()).doesNotContain("hunter2").contains("nics[0]");
    }

    @Test
    void a_disk_that_cannot_be_read_says_what_would_be_right() {
        Run create = polyvisor("create", "x", "--disk", "2G,on=images");

        assertThat(create.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(create.err()).contains("on, which is not known", "SIZE[,in=STORAGE][,thick]");
    }
}
