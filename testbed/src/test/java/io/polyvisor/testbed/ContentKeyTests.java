package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContentKeyTests {

    @TempDir
    private Path directory;

    @Test
    void equal_contents_have_equal_keys() throws Exception {
        Path file = Files.writeString(directory.resolve("kernel"), "image");

        assertThat(new ContentKey().with("a").with(file).digits())
                .isEqualTo(new ContentKey().with("a").with(file).digits())
                .matches("[0-9a-f]{16}");
    }

    @Test
    void changed_file_changes_the_key() throws Exception {
        Path file = Files.writeString(directory.resolve("kernel"), "image");
        String before = new ContentKey().with(file).digits();
        Files.writeString(file, "imagf");

        assertThat(new ContentKey().with(file).digits()).isNotEqualTo(before);
    }

    @Test
    void border_between_parts_counts() {
        assertThat(new ContentKey().with("ab").with("c").digits())
                .isNotEqualTo(new ContentKey().with("a").with("bc").digits());
    }
}
