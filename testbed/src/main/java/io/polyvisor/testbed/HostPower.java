package io.polyvisor.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The namespaces of one private host, from power on to power off.
 *
 * <p>They live as long as a pipe from this JVM is open. All processes of the host share a process namespace,
 * so that the kernel itself ends every one of them when the first one ends: nothing can be left behind, neither
 * after {@link #off()} nor after this JVM was killed.
 */
final class HostPower {

    private static final Duration THERE_AT_ONCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String END = "";

    private final Process supply;
    private final Writer orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final HostFiles files;

    private HostPower(Process supply, HostFiles files) {
        this.supply = supply;
        this.files = files;
        this.orders = new OutputStreamWriter(supply.getOutputStream(), StandardCharsets.UTF_8);
        Thread reader = new Thread(this::collectAnswers, "testbed-host-answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** Switches the host on; in the network of the other one if there is another. */
    static HostPower on(HostFiles files, Optional<HostPower> neighbour) {
        String network =
                neighbour.map(other -> Long.toString(other.process(1).pid())).orElse("");
        // A session of its own: Ctrl-C at the test must reach the JVM only, which then switches off in order.
        ProcessBuilder builder = new ProcessBuilder(
                "setsid", files.powerSupply().toString(), files.home().toString(), network);
        builder.directory(Path.of("/").toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.redirectError(files.powerSupplyLog().toFile());
        try {
            HostPower power = new HostPower(builder.start(), files);
            power.expectAnswer();
            files.write("first.pid", power.process(1).pid() + "\n");
            return power;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + files.powerSupply(), e);
        }
    }

    /** Starts libvirtd with these options. */
    ProcessHandle startDaemon(String options) {
        return process(Long.parseLong(order("start " + options)));
    }

    /** Runs a shell command inside the host; it must succeed. */
    void run(String command) {
        if (!order("run " + command).equals("done")) {
            throw new TestbedFailure("the host could not run " + command + ": " + files.log());
        }
    }

    /** The host's process that it calls by this number itself, as this machine sees it. */
    ProcessHandle process(long pidInside) {
        return Patience.untilPresent(
                "process " + pidInside + " of the host",
                THERE_AT_ONCE,
                () -> processes().stream()
                        .filter(process -> pidInside(process).equals(Optional.of(pidInside)))
                        .findFirst());
    }

    /** All processes of the host, as this machine sees them. */
    List<ProcessHandle> processes() {
        return supply.descendants()
                .filter(process -> pidInside(process).isPresent())
                .toList();
    }

    /** Cuts the power: every process of the host is dead and its files are gone when this returns. */
    void off() {
        try (orders) {
            orders.flush();
        } catch (IOException e) {
            // The host went down before: what is left to do is the same.
            System.getLogger(HostPower.class.getName()).log(System.Logger.Level.DEBUG, "already off", e);
        }
        try {
            if (!supply.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new TestbedFailure("the host does not switch off: " + files.log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedFailure("interrupted while the host switched off", e);
        }
    }

    private synchronized String order(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
        } catch (IOException e) {
            throw new TestbedFailure("the host is off: " + files.log(), e);
        }
        return expectAnswer();
    }

    private String expectAnswer() {
        try {
            String answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (answer == null || answer.equals(END)) {
                throw new TestbedFailure("the host does not answer: " + files.log());
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedFailure("interrupted while the host worked", e);
        }
    }

    private void collectAnswers() {
        try (BufferedReader lines = supply.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            System.getLogger(HostPower.class.getName()).log(System.Logger.Level.DEBUG, "the host is gone", e);
        }
        answers.add(END);
    }

    /** What the host itself calls one of its processes: the last number of {@code NSpid: outside inside}. */
    private static Optional<Long> pidInside(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("NSpid:") && line.indexOf('\t') != line.lastIndexOf('\t'))
                    .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                    .map(Long::valueOf)
                    .findFirst();
        } catch (IOException e) {
            // It ended while we looked: it has no number any more.
            return Optional.empty();
        }
    }
}
