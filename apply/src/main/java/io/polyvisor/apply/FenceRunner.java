package io.polyvisor.apply;

import java.time.Duration;
import java.util.List;

/** Runs fence commands. */
@FunctionalInterface
public interface FenceRunner {

    /**
     * Runs the command without a shell, with nothing on its standard input, and waits for its end. Blocks at most for the deadline; a
     * command that takes longer is ended by force.
     */
    Result run(List<String> command, Duration deadline);

    /** A runner of processes of this machine. */
    static FenceRunner processes() {
        return new FenceProcess();
    }

    /**
     * How a command ended.
     *
     * @param succeeded whether it ended by itself in time, with exit code 0
     * @param outputDigest SHA-256 of what it printed, in hexadecimal
     * @param words how it ended, with the last line that it printed, shortened
     */
    record Result(boolean succeeded, String outputDigest, String words) {}
}
