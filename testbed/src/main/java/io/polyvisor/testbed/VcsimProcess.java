package io.polyvisor.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The process of one simulated vCenter: up, down or held; always at the port that it was given first. */
final class VcsimProcess {

    private static final Pattern READY = Pattern.compile("READY https://.*:(\\d+)/sdk");
    private static final Duration LARGEST_INVENTORY = Duration.ofMinutes(3);
    private static final Duration ORDERLY_END = Duration.ofSeconds(10);
    private static final int LOG_SHOWN = 4000;

    private final VcsimPlan plan;
    private final VcsimCertificates certificates;
    private final Path home;
    private volatile Optional<Process> process = Optional.empty();
    private volatile int port;

    VcsimProcess(VcsimPlan plan, VcsimCertificates certificates, Path home) {
        this.plan = plan;
        this.certificates = certificates;
        this.home = home;
    }

    void start() {
        Process started = begin();
        process = Optional.of(started);
        CompletableFuture<Integer> ready = readyPort(started);
        try {
            port = ready.orTimeout(LARGEST_INVENTORY.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            end();
            throw new TestbedFailure("vcsim did not come up; its log says: " + log(), e);
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return current().pid();
    }

    boolean isAlive() {
        return process.map(Process::isAlive).orElse(false);
    }

    void kill() {
        current().destroyForcibly();
        Patience.until("vcsim to end", ORDERLY_END, () -> !isAlive());
    }

    /** In order where it goes; a stopped process hears nothing until it is let go. */
    void end() {
        if (isAlive()) {
            signal("CONT");
            current().destroy();
            try {
                Patience.until("vcsim to end", ORDERLY_END, () -> !isAlive());
            } catch (TestbedFailure stubborn) {
                System.getLogger(VcsimProcess.class.getName())
                        .log(System.Logger.Level.WARNING, "vcsim is killed", stubborn);
                kill();
            }
        }
    }

    void signal(String signal) {
        // Java knows no signals but the two that end a process.
        Command.of("bash", "-c", "kill -" + signal + " " + pid()).output();
    }

    String log() {
        try {
            Path file = logFile();
            String all = Files.exists(file) ? Files.readString(file) : "";
            return all.substring(Math.max(0, all.length() - LOG_SHOWN)).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Process current() {
        return process.orElseThrow(() -> new IllegalStateException("vcsim was never started"));
    }

    private Path logFile() {
        return home.resolve("log");
    }

    private Process begin() {
        List<String> words = new ArrayList<>();
        words.add(VcsimProgram.obtain().toString());
        words.add("-listen=127.0.0.1:" + port);
        words.add("-cert=" + certificates.certificate(plan.certificate()));
        words.add("-key=" + certificates.key(plan.certificate()));
        words.addAll(plan.arguments());
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(home.toFile())
                .redirectError(Redirect.appendTo(logFile().toFile()));
        try {
            Path temporary = Files.createDirectories(home.resolve("tmp"));
            // Its datastores are directories there: what a crash leaves behind goes with the home.
            builder.environment().put("TMPDIR", temporary.toString());
            builder.environment().put("VCSIM_PASSWORD", plan.password());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run vcsim", e);
        }
    }

    /** The port, once the process says that it is ready; fails when it ends before. */
    private static CompletableFuture<Integer> readyPort(Process started) {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader output = started.inputReader(StandardCharsets.UTF_8)) {
                        for (String line = output.readLine(); line != null; line = output.readLine()) {
                            Matcher ready = READY.matcher(line);
                            if (ready.matches()) {
                                port.complete(Integer.parseInt(ready.group(1)));
                            }
                        }
                        port.completeExceptionally(new TestbedFailure("it ended"));
                    } catch (IOException e) {
                        port.completeExceptionally(e);
                    }
                },
                "testbed-vcsim-output");
        reader.setDaemon(true);
        reader.start();
        return port;
    }
}
