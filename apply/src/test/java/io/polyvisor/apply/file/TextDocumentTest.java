package io.polyvisor.apply.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class TextDocumentTest {
    @TempDir
    private Path folder;

    private static String faultOf(String text) {
        return faultOf(() -> TextDocument.yaml("file.yaml", text, root -> root.texts("a")));
    }

    private static String faultOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        FileFaultsException thrown = catchThrowableOfType(FileFaultsException.class, reading);
        assertThat(thrown).isNotNull();
        assertThat(thrown.getMessage()).doesNotContain("\n");
        return String.valueOf(thrown.getMessage());
    }

    @Test
    void a_file_of_a_hundred_megabytes_is_refused_before_it_is_read() throws IOException {
        Path large = folder.resolve("large.yaml");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(100L * 1024 * 1024);
        }

        assertThat(faultOf(() -> TextDocument.yaml(large, Section::keys)))
                .endsWith("large.yaml: is too large (100 MiB or more); at most 8 MiB are read");
    }

    @Test
    void a_device_that_never_ends_is_not_read_to_its_end() {
        assertThat(faultOf(() -> TextDocument.yaml(Path.of("/dev/zero"), Section::keys)))
                .isEqualTo("/dev/zero: is too large (8 MiB or more); at most 8 MiB are read");
    }

    @Test
    void a_file_that_is_not_there_or_a_folder_is_named() {
        assertThat(faultOf(() -> TextDocument.yaml(folder.resolve("none.yaml"), Section::keys)))
                .endsWith("none.yaml: cannot be read: there is no such file");
        assertThat(faultOf(() -> TextDocument.yaml(folder, Section::keys))).contains(": cannot be read");
    }

    @Test
    void what_makes_small_files_large_or_values_something_else_is_refused() {
        assertThat(faultOf("a: &x {b: c}\nd: *x\n"))
                .isEqualTo("file.yaml: line 1: has the anchor &x; anchors are not read: leave it out");
        assertThat(faultOf("a: {}\nd: *x\n"))
                .contains("line 2: refers to *x; aliases are not read: write the value out");
        assertThat(faultOf("a: {}\nb: !!javax.script.ScriptEngineManager [x]\n"))
                .contains("line 2: has the tag", "tags are not read: leave it out");
        assertThat(faultOf("a: {}\n---\nb: {}\n")).contains("line 2: begins a second document; a file holds one");
        assertThat(faultOf("a: " + "[".repeat(5000))).contains("line 1: is nested more than 40 deep");
        assertThat(faultOf("a: {}\n? {b: c}\n: d\n")).contains("line 2: has a key that is not a single value");
    }

    @Test
    void what_is_not_yaml_or_no_text_names_the_line() throws IOException {
        Path file =
                Files.write(folder.resolve("latin.yaml"), "a: {}\nb: \u00fc\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(faultOf("a: {}\nb: [\n")).contains("line 3: is not YAML: ");
        assertThat(faultOf("a: {}\nb: \u0000\n")).contains("line 2: holds a character that cannot be printed");
        assertThat(faultOf(() -> TextDocument.yaml(file, Section::keys)))
                .endsWith("latin.yaml: line 2: is not text in UTF-8");
        assertThat(faultOf("- a\n- b\n")).contains("line 1: is not a mapping of keys to values but a list");
    }

    @Test
    void json_is_read_by_the_same_words() {
        Map<String, String> texts =
                TextDocument.json("file.json", "{\"a\": {\"b\": 1, \"c\": \"x\"}}", root -> root.texts("a"));
        assertThat(texts).isEqualTo(Map.of("b", "1", "c", "x"));
        assertThat(faultOf(() -> TextDocument.json("file.json", "{\n\"a\": {},\n\"a\": {}}", root -> root.texts("a"))))
                .isEqualTo("file.json: line 3: a: is there twice, first in line 2");
        assertThat(faultOf(() -> TextDocument.json("file.json", "{\n\"a\": ", root -> root.texts("a"))))
                .startsWith("file.json: line 2: is not JSON: ");
        assertThat(faultOf(() -> TextDocument.json("file.json", "{} {}", root -> root.texts("a"))))
                .contains("goes on after its end");
        assertThat(faultOf(() -> TextDocument.json("file.json", "[".repeat(9000), root -> root.texts("a"))))
                .contains("is nested more than 40 deep");
    }

    @Test
    void a_key_without_value_is_as_if_it_were_not_there_and_names_without_value_are_empty() {
        List<Object> seen = TextDocument.yaml(
                "file.yaml",
                "a:\nb: ~\nc: null\nd: 'null'\n",
                root -> List.of(
                        root.has("a"),
                        root.text("a"),
                        root.named("b").size(),
                        root.flag("c"),
                        root.has("d"),
                        root.text("d")));
        Set<String> names = TextDocument.yaml(
                "file.yaml", "a:\n  b:\n", root -> root.named("a").keySet());

        assertThat(seen).containsExactly(false, Optional.empty(), 0, Optional.empty(), true, Optional.of("null"));
        assertThat(names).containsExactly("b");
    }

    @Test
    void what_two_readers_find_is_told_once() {
        assertThat(faultOf(() -> TextDocument.yaml("file.yaml", "a: x\nb: 1\n", root -> {
                    root.flag("a");
                    return root.flag("a");
                })))
                .isEqualTo(
                        "file.yaml: line 1: a: is neither true nor false; line 2: b: is not known here; did you mean a?"
                                + " (known: a)");
    }

    @Test
    void many_faults_are_told_in_part() {
        StringBuilder text = new StringBuilder("a: {}\n");
        for (int i = 0; i < 100; i++) {
            text.append("wrong-").append(i).append(": x\n");
        }

        assertThat(faultOf(text.toString())).contains("line 41: wrong-39").endsWith("; and 60 more");
    }

    @Test
    @Timeout(60)
    void a_file_of_seven_megabytes_of_nonsense_keeps_its_first_thousand_faults() {
        StringBuilder text = new StringBuilder("a: {}\n");
        for (int i = 0; text.length() < 7 * 1024 * 1024; i++) {
            text.append("wrong-").append(i).append(": x\n");
        }

        assertThat(faultOf(text.toString())).contains("line 41: wrong-39").endsWith("; and 960 more");
    }
}
