package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CpioArchiveTests {

    private static final int HEADER = 110;

    @Test
    void parents_come_before_what_is_in_them_and_only_once() throws Exception {
        List<Entry> entries = entriesOf(archive -> {
            archive.program("usr/bin/tool", bytes("#!"));
            archive.file("usr/bin/other", bytes("text"));
            archive.link("bin", "usr/bin");
        });

        assertThat(entries)
                .containsExactly(
                        new Entry("usr", 0040755, ""),
                        new Entry("usr/bin", 0040755, ""),
                        new Entry("usr/bin/tool", 0100755, "#!"),
                        new Entry("usr/bin/other", 0100644, "text"),
                        new Entry("bin", 0120777, "usr/bin"),
                        new Entry("TRAILER!!!", 0, ""));
    }

    @Test
    void every_length_of_name_and_content_is_padded_so_that_the_next_entry_is_found() throws Exception {
        List<Entry> entries = entriesOf(archive -> {
            for (int length = 1; length <= 9; length++) {
                archive.file("x".repeat(length), bytes("y".repeat(length)));
            }
        });

        assertThat(entries).hasSize(10).element(8).isEqualTo(new Entry("x".repeat(9), 0100644, "y".repeat(9)));
    }

    private interface Filling {
        void fill(CpioArchive archive) throws IOException;
    }

    private record Entry(String name, int mode, String content) {}

    private static List<Entry> entriesOf(Filling filling) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CpioArchive archive = new CpioArchive(out)) {
            filling.fill(archive);
        }
        String text = out.toString(StandardCharsets.ISO_8859_1);
        List<Entry> entries = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            assertThat(text.substring(at, at + 6)).isEqualTo("070701");
            int mode = field(text, at, 1);
            int size = field(text, at, 6);
            int nameSize = field(text, at, 11);
            int content = aligned(at + HEADER + nameSize);
            entries.add(new Entry(
                    text.substring(at + HEADER, at + HEADER + nameSize - 1),
                    mode,
                    text.substring(content, content + size)));
            at = aligned(content + size);
        }
        return entries;
    }

    private static int field(String text, int header, int number) {
        int start = header + 6 + 8 * number;
        return Integer.parseInt(text.substring(start, start + 8), 16);
    }

    private static int aligned(int offset) {
        return (offset + 3) / 4 * 4;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
