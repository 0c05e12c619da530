package io.polyvisor.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.apply.StateException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records survive; torn ends are cut off; damage is said. */
final class RecordLogTest {
    private static final List<String> BODIES =
            List.of("{\"n\":1}", "{\"text\":\"line\\nbreak, £ and \\\"quotes\\\"\"}", "{\"n\":3,\"what\":\"last\"}");

    @TempDir
    private Path directory;

    private Path written() {
        Path file = directory.resolve("log.jsonl");
        try (RecordLog log = open(file).log()) {
            BODIES.forEach(log::append);
        }
        return file;
    }

    private static RecordLog.Opened open(Path file) {
        return RecordLog.open(file, LogFile::open, LogProbe.none());
    }

    @Test
    void what_was_written_is_read_again() {
        assertThat(RecordLog.bodies(written())).isEqualTo(BODIES);
    }

    @Test
    void each_line_is_json_of_its_own() throws IOException {
        for (String line : Files.readAllLines(written())) {
            assertThat(new com.fasterxml.jackson.databind.ObjectMapper()
                            .readTree(line)
                            .has("record"))
                    .isTrue();
        }
    }

    @Test
    void only_the_owner_may_read_it() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written())))
                .isEqualTo("rw-------");
    }

    @Test
    void a_last_record_cut_at_any_byte_is_cut_off_and_said_and_the_log_goes_on() throws IOException {
        byte[] all = Files.readAllBytes(written());
        int last = LogReading.line(BODIES.get(2)).length;
        for (int length = all.length - last + 1; length < all.length; length++) {
            Path file = directory.resolve("torn-" + length);
            Files.write(file, Arrays.copyOf(all, length));
            RecordLog.Opened opened = open(file);
            assertThat(opened.bodies()).as("length %s", length).isEqualTo(BODIES.subList(0, 2));
            assertThat(opened.notice().orElseThrow())
                    .contains((length - (all.length - last)) + " bytes after record 2 were cut off");
            opened.log().append("{\"n\":4}");
            opened.log().close();
            assertThat(RecordLog.bodies(file)).containsExactly(BODIES.get(0), BODIES.get(1), "{\"n\":4}");
        }
    }

    @Test
    void a_last_record_whose_bytes_never_reached_the_disk_is_cut_off() throws IOException {
        byte[] all = Files.readAllBytes(written());
        int last = LogReading.line(BODIES.get(2)).length;
        Arrays.fill(all, all.length - last + 10, all.length, (byte) 0);
        Path file = directory.resolve("zeros");
        Files.write(file, all);
        assertThat(open(file).bodies()).isEqualTo(BODIES.subList(0, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 30, 45})
    void a_changed_byte_before_the_last_record_is_damage_and_nothing_is_cut(int at) throws IOException {
        Path file = written();
        byte[] all = Files.readAllBytes(file);
        all[at] ^= 1;
        Files.write(file, all);
        assertThatThrownBy(() -> open(file))
                .isInstanceOfSatisfying(
                        StateException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED))
                .hasMessageContaining("record 1 at byte 0");
        assertThat(Files.readAllBytes(file)).isEqualTo(all);
    }

    @Test
    void an_empty_or_absent_log_has_no_records() throws IOException {
        assertThat(RecordLog.bodies(directory.resolve("none"))).isEmpty();
        Path empty = Files.createFile(directory.resolve("empty"));
        assertThat(open(empty).bodies()).isEmpty();
    }

    @Test
    void a_write_that_fails_half_way_leaves_the_log_as_it_was() throws IOException {
        Path file = written();
        byte[] before = Files.readAllBytes(file);
        Leaky leaky = new Leaky();
        RecordLog log = RecordLog.open(file, leaky::open, LogProbe.none()).log();
        leaky.room = 20;
        assertThatThrownBy(() -> log.append("{\"n\":\"more than there is room for\"}"))
                .isInstanceOfSatisfying(
                        StateException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_KEPT))
                .hasMessageContaining("No space left");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        leaky.room = 1000;
        log.append("{\"n\":4}");
        log.close();
        assertThat(RecordLog.bodies(file)).hasSize(4);
    }

    @Test
    void a_log_that_cannot_even_be_repaired_takes_nothing_more_and_the_next_opening_repairs_it() {
        Path file = written();
        Leaky leaky = new Leaky();
        RecordLog log = RecordLog.open(file, leaky::open, LogProbe.none()).log();
        leaky.room = 20;
        leaky.truncates = false;
        assertThatThrownBy(() -> log.append("{\"n\":\"more than there is room for\"}"))
                .isInstanceOf(StateException.class);
        leaky.room = 1000;
        assertThatThrownBy(() -> log.append("{\"n\":4}")).hasMessageContaining("could not be repaired");
        log.close();
        assertThat(open(file).bodies()).isEqualTo(BODIES);
    }

    /** A disk with little room. */
    static final class Leaky {
        int room = Integer.MAX_VALUE;
        boolean truncates = true;

        LogFile open(Path path) throws IOException {
            LogFile real = LogFile.open(path);
            return new LogFile() {
                @Override
                public void write(byte[] bytes) throws IOException {
                    int fits = Math.min(room, bytes.length);
                    room -= fits;
                    real.write(Arrays.copyOf(bytes, fits));
                    if (fits < bytes.length) {
                        throw new IOException("No space left on device");
                    }
                }

                @Override
                public void force() throws IOException {
                    real.force();
                }

                @Override
                public void truncate(long length) throws IOException {
                    if (!truncates) {
                        throw new IOException("Input/output error");
                    }
                    real.truncate(length);
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }
    }

    @Test
    void text_is_counted_in_bytes() {
        byte[] line = LogReading.line("{\"cost\":\"£\"}");
        assertThat(new String(line, StandardCharsets.UTF_8)).startsWith("{\"length\":13,");
    }
}
