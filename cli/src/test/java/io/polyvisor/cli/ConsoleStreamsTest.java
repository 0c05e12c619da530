package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ConsoleStreamsTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    private ConsoleStreams streams(Console console, String typed) {
        return new ConsoleStreams(
                console,
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(shown, true, StandardCharsets.UTF_8));
    }

    @Test
    void keys_go_to_the_guest_until_the_user_leaves() {
        Echo console = new Echo();

        boolean left = streams(console, "ls\r\u001dnever sent").interact();

        assertThat(left).isTrue();
        assertThat(console.received.toString(StandardCharsets.UTF_8)).isEqualTo("ls\r");
    }

    @Test
    void it_ends_by_itself_when_the_guest_stops() throws IOException {
        Echo console = new Echo();
        console.stopped = true;

        assertThat(new ConsoleStreams(
                                console,
                                new PipedInputStream(new PipedOutputStream()),
                                new PrintStream(shown, true, StandardCharsets.UTF_8))
                        .interact())
                .isFalse();
    }

    @Test
    void a_key_that_cannot_be_sent_is_no_silence() {
        Echo console = new Echo();
        console.broken = true;

        assertThatThrownBy(() -> streams(console, "ls\r").interact())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the line is broken");
    }

    @Test
    void a_pipe_sends_all_and_shows_what_comes_until_it_is_quiet() {
        streams(new Echo(), "echo hello\n").pipe(List.of(), Duration.ofSeconds(10), Duration.ofMillis(50));

        assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo("echo hello\n");
    }

    /** A guest that says back what it is told. */
    private static final class Echo implements Console {
        private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private volatile boolean stopped;
        private volatile boolean broken;

        @Override
        public int read(byte[] into, Duration patience) {
            if (stopped) {
                return -1;
            }
            try {
                byte[] answer = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
                if (answer == null) {
                    return 0;
                }
                System.arraycopy(answer, 0, into, 0, answer.length);
                return answer.length;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }

        @Override
        public void write(byte[] bytes) {
            if (broken) {
                throw new IllegalStateException("the line is broken");
            }
            received.writeBytes(bytes);
            answers.add(bytes);
        }

        @Override
        public Console sendLine(String line) {
            write((line + "\n").getBytes(StandardCharsets.UTF_8));
            return this;
        }

        @Override
        public String expect(String text, Duration patience) {
            return text;
        }

        @Override
        public void close() {
            stopped = true;
        }
    }
}
