package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks, NICs and volumes. */
final class DeviceCommandsTest {
    private static final String SHA256_OF_HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private final String site = Run.privateSite("demo");

    @TempDir
    private Path folder;

    private Run.Setting setting() {
        return Run.nowhere().connectedTo(site).in(folder);
    }

    private Run polyvisor(String... arguments) {
        return setting().run(arguments);
    }

    @Test
    void a_disk_is_attached_grown_and_detached() {
        Run attach = polyvisor("disk", "attach", "web", "1G");

        assertThat(attach.out()).isEqualTo("disk attach web: done; id vdb\n");
        assertThat(polyvisor("disk", "ls", "web").out()).containsPattern("vdb +disk +images/web-vdb +no +no");
        assertThat(polyvisor("disk", "grow", "web", "vdb", "2G").code()).isZero();
        assertThat(polyvisor("volume", "ls").out()).containsPattern("images/web-vdb +2 GiB");
        assertThat(polyvisor("disk", "detach", "web", "vdb").code()).isZero();
        assertThat(polyvisor("disk", "ls", "web").out()).doesNotContain("vdb");
    }

    @Test
    void a_medium_is_ejected_and_inserted() {
        polyvisor("create", "pxe", "--media", "images/installer.iso");
        JsonNode drive =
                polyvisor("disk", "ls", "pxe", "-o", "json").json().get("items").get(0);
        String slot = drive.get("id").asText();

        assertThat(drive.get("volume").asText()).isEqualTo("images/installer.iso");
        assertThat(polyvisor("disk", "eject", "pxe", slot).code()).isZero();
        assertThat(polyvisor("disk", "ls", "pxe").out()).doesNotContain("installer.iso");
        assertThat(polyvisor("disk", "insert", "pxe", slot, "images/installer.iso")
                        .code())
                .isZero();
        assertThat(polyvisor("disk", "ls", "pxe").out()).contains("installer.iso");
    }

    @Test
    void a_nic_is_attached_and_detached() {
        Run attach = polyvisor("nic", "attach", "web", "lab", "--mac", "52:54:00:aa:bb:cc");

        assertThat(attach.out()).startsWith("nic attach web: done; id ");
        String id = attach.out().strip().substring("nic attach web: done; id ".length());
        assertThat(polyvisor("nic", "ls", "web").out()).containsPattern(id + " +52:54:00:aa:bb:cc +lab +up");
        assertThat(polyvisor("nic", "ls", "web", "-o", "json").json().get("items"))
                .hasSize(2);
        assertThat(polyvisor("nic", "detach", "web", id).code()).isZero();
        assertThat(polyvisor("nic", "ls", "web").out()).doesNotContain("lab");
    }

    @Test
    void an_unknown_network_is_named() {
        Run attach = polyvisor("nic", "attach", "web", "moon");

        assertThat(attach.code()).isNotZero();
        assertThat(attach.err()).contains("moon");
    }

    @Test
    void a_volume_is_created_copied_grown_and_deleted() {
        assertThat(polyvisor("volume", "create", "images/data", "1G", "--thick").out())
                .isEqualTo("volume create images/data: done; images/data, 1 GiB\n");
        assertThat(polyvisor("volume", "copy", "images/data", "images/copy").code())
                .isZero();
        assertThat(polyvisor("volume", "grow", "images/copy", "3G").code()).isZero();
        assertThat(polyvisor("volume", "ls").out())
                .containsPattern("images/copy +3 GiB")
                .containsPattern("images/data +1 GiB +1 GiB");
        assertThat(polyvisor("volume", "rm", "images/data").code()).isZero();
        assertThat(polyvisor("volume", "ls").out()).doesNotContain("images/data");
    }

    @Test
    void a_volume_that_a_guest_uses_is_not_deleted() {
        Run rm = polyvisor("volume", "rm", "images/web-vda");

        assertThat(rm.code()).isNotZero();
        assertThat(polyvisor("volume", "ls").out()).contains("images/web-vda");
    }

    @Test
    void a_volume_is_imported_from_a_file_or_from_standard_input() throws IOException {
        Files.writeString(folder.resolve("hello.raw"), "hello");

        assertThat(polyvisor("volume", "import", "images/a", "hello.raw", "--sha256", SHA256_OF_HELLO)
                        .err())
                .isEmpty();
        assertThat(setting()
                        .typing("hello")
                        .run("volume", "import", "images/b", "-", "--size", "1MiB")
                        .err())
                .isEmpty();
        assertThat(polyvisor("volume", "ls").out())
                .containsPattern("images/a +512 B")
                .containsPattern("images/b +1 MiB");
    }

    @Test
    void an_import_with_a_wrong_checksum_leaves_no_volume() throws IOException {
        Files.writeString(folder.resolve("hello.raw"), "hallo");

        Run load = polyvisor("volume", "import", "images/a", "hello.raw", "--sha256", SHA256_OF_HELLO);

        assertThat(load.code()).isNotZero();
        assertThat(polyvisor("volume", "ls").out()).doesNotContain("images/a ");
    }

    @Test
    void an_import_of_what_is_not_there_or_of_unknown_length_is_wrong_usage() {
        assertThat(polyvisor("volume", "import", "images/a", "missing.raw").err())
                .contains("missing.raw cannot be read");
        assertThat(polyvisor("volume", "import", "images/a", "-").err()).contains("give --size SIZE");
        assertThat(polyvisor("volume", "import", "a", "-", "--size", "1M").err())
                .contains("STORAGE/VOLUME");
    }
}
