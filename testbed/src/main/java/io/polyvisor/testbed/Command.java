package io.polyvisor.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run of a program of this machine: what to run, what to feed it, and how long to wait for its end. */
final class Command {

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

    private final List<String> words;
    private final Map<String, String> environment;
    private final String input;
    private final Duration patience;

    private Command(List<String> words, Map<String, String> environment, String input, Duration patience) {
        this.words = words;
        this.environment = environment;
        this.input = input;
        this.patience = patience;
    }

    /** A program and its first arguments; each becomes one word, no shell looks at it. */
    static Command of(Object... words) {
        // What programs print must not depend on the language of the machine.
        return new Command(List.of(), Map.of("LC_ALL", "C.UTF-8"), "", USUAL_PATIENCE).and(words);
    }

    /** Adds further arguments. */
    Command and(Object... more) {
        Stream<String> added = Arrays.stream(more).map(Object::toString);
        return new Command(Stream.concat(words.stream(), added).toList(), environment, input, patience);
    }

    /** Sets variables of the program's environment, beside those of this JVM. */
    Command knowing(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Command(words, Map.copyOf(all), input, patience);
    }

    /** What the program reads from its standard input; nothing unless said. */
    Command reading(String text) {
        return new Command(words, environment, text, patience);
    }

    /** How long the program may run before it is killed; a minute unless said. */
    Command within(Duration longest) {
        return new Command(words, environment, input, longest);
    }

    /** Runs to the end and returns what came out, whatever the exit code. */
    CommandResult run() {
        Process process = begin();
        try {
            CompletableFuture<String> output = textOf(process.getInputStream());
            CompletableFuture<String> errors = textOf(process.getErrorStream());
            feed(process);
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TestbedFailure(describe() + " did not end within " + patience);
            }
            return new CommandResult(process.exitValue(), output.join(), errors.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedFailure(describe() + " was interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Runs to the end and returns what was printed; any exit code but zero is a failure. */
    String output() {
        CommandResult result = run();
        if (!result.succeeded()) {
            throw new TestbedFailure(describe() + " ended with " + result.exitCode() + ": "
                    + (result.errors() + result.output()).strip());
        }
        return result.output();
    }

    private Process begin() {
        try {
            ProcessBuilder builder = new ProcessBuilder(words);
            builder.environment().putAll(environment);
            return builder.directory(Path.of("/").toFile()).start();
        } catch (IOException e) {
            throw new TestbedFailure("cannot run " + describe(), e);
        }
    }

    private void feed(Process process) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A program that ends without reading its input tells why by its exit code.
            System.getLogger(Command.class.getName()).log(System.Logger.Level.DEBUG, "input was not read", e);
        }
    }

    private static CompletableFuture<String> textOf(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.completeExceptionally(new UncheckedIOException(e));
            }
        });
        reader.setName("testbed-command-output");
        reader.setDaemon(true);
        reader.start();
        return text;
    }

    private String describe() {
        return String.join(" ", words);
    }
}
