package io.polyvisor.testbed;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** libvirtd on one private host: up, down, or held. */
final class HostDaemon {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int ATTEMPTS = 3;

    private final HostPower power;
    private final HostFiles files;
    private final String options;
    private final Virsh virsh;
    private volatile Optional<ProcessHandle> process = Optional.empty();

    HostDaemon(HostPower power, HostFiles files, String options, Virsh virsh) {
        this.power = power;
        this.files = files;
        this.options = options;
        this.virsh = virsh;
    }

    /**
     * Starts it where none runs, and waits until it answers. A daemon that was killed may leave a child that holds its lock for a
     * moment longer, so a start that ends at once is tried again.
     */
    void start() {
        for (int attempt = 1; ; attempt++) {
            try {
                startOnce();
                return;
            } catch (TestbedFailure failure) {
                if (attempt == ATTEMPTS) {
                    throw new TestbedFailure(failure.getMessage() + "; its log says: " + files.log(), failure);
                }
            }
        }
    }

    private void startOnce() {
        ProcessHandle started = power.startDaemon(options);
        process = Optional.of(started);
        Patience.until("libvirtd to answer", PATIENCE, () -> {
            if (!started.isAlive()) {
                throw new TestbedFailure("libvirtd ended");
            }
            return Files.exists(files.socket()) && virsh.run("uri").succeeded();
        });
    }

    boolean isAlive() {
        return process.map(ProcessHandle::isAlive).orElse(false);
    }

    long pid() {
        return current().pid();
    }

    void kill() {
        current().destroyForcibly();
        awaitEnd();
    }

    /** It ended by another hand. */
    void ended() {
        awaitEnd();
    }

    void terminate() {
        current().destroy();
        awaitEnd();
    }

    void hold() {
        signal("STOP");
    }

    void release() {
        signal("CONT");
    }

    private ProcessHandle current() {
        return process.orElseThrow(() -> new IllegalStateException("libvirtd was never started"));
    }

    private void awaitEnd() {
        Patience.until("libvirtd to end", PATIENCE, () -> !isAlive());
    }

    private void signal(String signal) {
        // Java knows no signals but the two that end a process.
        Command.of("bash", "-c", "kill -" + signal + " " + pid()).output();
    }
}
