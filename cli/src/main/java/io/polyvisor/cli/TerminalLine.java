package io.polyvisor.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The terminal behind {@code /dev/tty}, through {@code stty}: its width, and raw mode that is undone on every way out. */
final class TerminalLine implements AutoCloseable {
    private static final File TTY = new File("/dev/tty");
    private static final long PATIENCE_SECONDS = 5;

    private final String before;
    private final Thread undo;

    private TerminalLine(String before) {
        this.before = before;
        this.undo = new Thread(() -> stty(this.before), "polyvisor-terminal-restore");
    }

    /** How many columns the terminal has, if it tells. */
    static Optional<Integer> columns() {
        return stty("size")
                .map(answer -> answer.strip().split(" ", -1))
                .filter(parts -> parts.length == 2 && parts[1].matches("[1-9]\\d{0,4}"))
                .map(parts -> Integer.parseInt(parts[1]));
    }

    /** Whether that stream of this process is a terminal. */
    static boolean test(int descriptor) {
        try {
            Process process = new ProcessBuilder("test", "-t", Integer.toString(descriptor))
                    .inheritIO()
                    .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Hands every key to us as it is pressed, until closed. */
    static TerminalLine raw() {
        String before = stty("-g")
                .map(String::strip)
                .orElseThrow(
                        () -> CommandFailure.usage(
                                "the terminal cannot be switched to raw mode (no /dev/tty or no stty); pipe the input instead"));
        TerminalLine line = new TerminalLine(before);
        Runtime.getRuntime().addShutdownHook(line.undo);
        stty("raw", "-echo");
        return line;
    }

    @Override
    public void close() {
        stty(before);
        ShutdownHooks.remove(undo);
    }

    private static Optional<String> stty(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "stty";
        System.arraycopy(words, 0, command, 1, words.length);
        try {
            Process process = new ProcessBuilder(Arrays.asList(command))
                    .redirectInput(TTY)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
