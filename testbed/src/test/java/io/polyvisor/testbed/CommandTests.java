package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CommandTests {

    @Test
    void result_has_the_exit_code_and_both_outputs() {
        CommandResult result =
                Command.of("sh", "-c", "echo out; echo err >&2; exit 3").run();

        assertThat(result).isEqualTo(new CommandResult(3, "out\n", "err\n"));
        assertThat(result.succeeded()).isFalse();
    }

    @Test
    void command_that_must_succeed_fails_with_what_it_printed() {
        assertThatExceptionOfType(TestbedFailure.class)
                .isThrownBy(
                        () -> Command.of("sh", "-c", "echo broken >&2; exit 1").output())
                .withMessageContaining("ended with 1")
                .withMessageContaining("broken");
    }

    @Test
    void words_reach_the_program_as_they_are() {
        assertThat(Command.of("printf", "%s|").and("a b", "$HOME", "'", 7).output())
                .isEqualTo("a b|$HOME|'|7|");
    }

    @Test
    void input_and_environment_reach_the_program() {
        assertThat(Command.of("sh", "-c", "cat; echo $ANSWER")
                        .reading("question ")
                        .knowing(Map.of("ANSWER", "42"))
                        .output())
                .isEqualTo("question 42\n");
    }

    @Test
    void large_output_on_both_streams_does_not_block() {
        CommandResult result = Command.of("sh", "-c", "yes | head -c 300000; yes | head -c 300000 >&2")
                .run();

        assertThat(result.output()).hasSize(300_000);
        assertThat(result.errors()).hasSize(300_000);
    }

    @Test
    void program_that_does_not_read_its_input_is_no_failure() {
        assertThat(Command.of("true").reading("x".repeat(1 << 20)).run().succeeded())
                .isTrue();
    }

    @Test
    void program_that_takes_too_long_is_killed_with_its_children() {
        long begin = System.nanoTime();

        assertThatExceptionOfType(TestbedFailure.class)
                .isThrownBy(() -> Command.of("sh", "-c", "sleep 60; true")
                        .within(Duration.ofMillis(100))
                        .run())
                .withMessageContaining("did not end within");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(process -> process.info().commandLine().orElse("").endsWith("sleep 60"));
    }

    @Test
    void program_that_is_not_there_is_named() {
        assertThatExceptionOfType(TestbedFailure.class)
                .isThrownBy(() -> Command.of("no-such-program").run())
                .withMessageContaining("no-such-program");
    }
}
