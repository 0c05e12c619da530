package io.polyvisor.kvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.SeedSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeedIsoTest {
    private static final int SECTOR = 2048;

    /** Reads the root of one tree as ECMA-119 describes it, in little-endian halves only. */
    private static Map<String, String> files(byte[] iso, int descriptor, Charset charset) {
        ByteBuffer image = ByteBuffer.wrap(iso).order(ByteOrder.LITTLE_ENDIAN);
        int at = image.getInt(descriptor * SECTOR + 156 + 2) * SECTOR;
        Map<String, String> files = new LinkedHashMap<>();
        while (iso[at] != 0) {
            int start = image.getInt(at + 2) * SECTOR;
            int length = image.getInt(at + 10);
            String name = new String(iso, at + 33, iso[at + 32], charset);
            if ((iso[at + 25] & 2) == 0) {
                files.put(name, new String(iso, start, length, StandardCharsets.UTF_8));
            }
            at += iso[at];
        }
        return files;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2047, 2048, 2049, 100_000})
    void both_trees_hold_the_files(int size) {
        byte[] iso = new SeedIso(
                        "cidata",
                        Map.of("user-data", "u".repeat(size).getBytes(StandardCharsets.UTF_8), "meta-data", new byte[] {
                            'm'
                        }))
                .image();
        assertThat(files(iso, 17, StandardCharsets.UTF_16BE))
                .containsExactly(Map.entry("meta-data;1", "m"), Map.entry("user-data;1", "u".repeat(size)));
        assertThat(files(iso, 16, StandardCharsets.US_ASCII))
                .containsExactly(Map.entry("META-DATA.;1", "m"), Map.entry("USER-DATA.;1", "u".repeat(size)));
        assertThat(new String(iso, 16 * SECTOR + 40, 6, StandardCharsets.US_ASCII))
                .isEqualTo("cidata");
        assertThat(iso.length % SECTOR).isZero();
    }

    @Test
    void programs_that_look_for_other_file_systems_do_not_read_past_the_end() {
        byte[] iso = new SeedIso("cidata", Map.of("meta-data", new byte[1])).image();
        assertThat(iso.length).isGreaterThan(0x10000 + 0x1000);
    }

    @Test
    void a_seed_tells_name_keys_and_user_data() {
        SeedSpec seed = SeedSpec.hostName("web1")
                .withAuthorizedKeys(List.of("ssh-ed25519 AAAA \"me\" \\o/"))
                .withUserData("#cloud-config\nü: 1\n");
        CreationKey key = CreationKey.fresh();
        Map<String, String> files = files(NoCloud.image(key, seed), 17, StandardCharsets.UTF_16BE);
        assertThat(files.get("user-data;1")).isEqualTo("#cloud-config\nü: 1\n");
        assertThat(files.get("meta-data;1"))
                .contains("instance-id: \"" + key + "\"\n")
                .contains("local-hostname: \"web1\"\n")
                .contains("  - \"ssh-ed25519 AAAA \\\"me\\\" \\\\o/\"\n");
    }

    @Test
    void a_seed_without_user_data_has_some_all_the_same() {
        Map<String, String> files =
                files(NoCloud.image(CreationKey.fresh(), SeedSpec.hostName("a")), 17, StandardCharsets.UTF_16BE);
        assertThat(files.get("user-data;1")).startsWith("#cloud-config\n");
    }
}
