package io.polyvisor.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TextTest {

    @Test
    void what_could_steer_a_terminal_is_made_visible() {
        assertThat(Text.harmless("a\u001b[2Jb\nc\u202ed\u009b")).isEqualTo("a?[2Jb c?d?");
    }

    @Test
    void widths_are_columns_and_not_characters() {
        assertThat(Text.width("abc")).isEqualTo(3);
        assertThat(Text.width("e\u0301")).isEqualTo(1);
        assertThat(Text.width("\u65e5\u672c")).isEqualTo(4);
        assertThat(Text.width("\ud83d\ude80")).isEqualTo(2);
    }

    @Test
    void what_is_cut_says_so_and_fits() {
        assertThat(Text.cut("abcdef", 4, "\u2026")).isEqualTo("abc\u2026");
        assertThat(Text.cut("abcd", 4, "\u2026")).isEqualTo("abcd");
        assertThat(Text.width(Text.cut("\u65e5\u672c\u8a9e", 4, "\u2026"))).isLessThanOrEqualTo(4);
    }

    @Test
    void durations_are_short() {
        assertThat(Text.seconds(Duration.ofMillis(340))).isEqualTo("0.3 s");
        assertThat(Text.seconds(Duration.ofSeconds(185))).isEqualTo("3:05 min");
    }
}
