package io.polyvisor.apply.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.model.AccessMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WordsTest {

    @Test
    void durations_are_read_as_people_write_them() {
        assertThat(Words.duration("1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Words.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Words.duration("2 ".strip() + "d")).isEqualTo(Duration.ofDays(2));
        assertThat(Words.of(Duration.ofSeconds(3723))).isEqualTo("1h2m3s");
        assertThat(Words.of(Duration.ofMillis(40))).isEqualTo("40ms");
    }

    @Test
    void what_is_no_duration_or_none_at_all_is_refused() {
        for (String wrong : List.of("", "5", "5 parsecs", "-3s", "0m")) {
            assertThatThrownBy(() -> Words.duration(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void choices_are_read_in_any_spelling_and_a_wrong_one_names_the_right_ones() {
        assertThat(Words.choice(AccessMode.class, "Read-Only")).isEqualTo(AccessMode.READ_ONLY);
        assertThat(Words.choice(AccessMode.class, "read_only")).isEqualTo(AccessMode.READ_ONLY);
        assertThatThrownBy(() -> Words.choice(AccessMode.class, "rw"))
                .hasMessage("\"rw\" is none of read-only, owned, all");
    }

    @Test
    void the_nearest_word_is_found_and_a_far_one_is_not() {
        assertThat(Nearest.to("memroy", List.of("memory", "name"))).contains("memory");
        assertThat(Nearest.to("xyzzy", List.of("memory", "name"))).isEmpty();
    }
}
