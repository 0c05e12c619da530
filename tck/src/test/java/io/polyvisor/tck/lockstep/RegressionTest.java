package io.polyvisor.tck.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays scripts that once led to a difference, or that must never do: one file each. */
final class RegressionTest {

    static List<Path> scripts() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(RegressionTest.class.getResource("scripts"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".walk"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void a_script_that_was_kept_leads_to_no_difference(Path script) {
        Walk walk = Lockstep.replay(LockstepSubject.model(), LockstepSubject.model(), read(script));

        assertThat(walk.agreed()).as(walk.told()).isTrue();
        assertThat(walk.steps()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void it_still_comes_to_what_stands_behind_its_steps(Path script) {
        Walk walk = Lockstep.replay(LockstepSubject.model(), LockstepSubject.model(), read(script));

        List<String> expected = read(script)
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.substring(line.indexOf('#') + 1).strip())
                .toList();
        assertThat(walk.replies()).isEqualTo(expected);
    }

    @Test
    void there_are_scripts_at_all() throws IOException, URISyntaxException {
        assertThat(scripts()).isNotEmpty();
    }

    private static String read(Path script) {
        try {
            return Files.readString(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
