package io.polyvisor.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Page page(boolean terminal) {
        return new Page(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, 100, false, false);
    }

    @Test
    void a_bar_shows_fraction_bytes_and_phase_and_is_gone_at_the_end() {
        try (ProgressBar bar = new ProgressBar(page(true), "migrate web")) {
            bar.accept(Progress.ofBytes("copying memory", 1L << 30, 4L << 30));
        }

        String shown = bytes.toString(StandardCharsets.UTF_8);
        assertThat(shown).contains("migrate web ######.................. ", " 25%  1 GiB of 4 GiB  copying memory");
        assertThat(shown).endsWith("\r\u001b[K");
    }

    @Test
    void unknown_progress_is_shown_as_its_phase() {
        assertThat(ProgressBar.line(page(true), "suspend web", Progress.of("saving")))
                .isEqualTo("suspend web  saving");
    }

    @Test
    void nothing_is_shown_where_nobody_looks() {
        try (ProgressBar bar = new ProgressBar(page(false), "migrate web")) {
            bar.accept(Progress.of("copying", 0.5));
        }

        assertThat(bytes.size()).isZero();
    }

    @Test
    void what_comes_after_the_end_is_not_shown() {
        ProgressBar bar = new ProgressBar(page(true), "migrate web");
        bar.close();
        bar.accept(Progress.of("late", 0.9));

        assertThat(bytes.size()).isZero();
    }
}
