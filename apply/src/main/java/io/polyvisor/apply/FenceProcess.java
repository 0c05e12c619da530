package io.polyvisor.apply;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs fence commands as processes of this machine. */
final class FenceProcess implements FenceRunner {
    private static final int MOST_OUTPUT = 1 << 20;
    private static final int MOST_SHOWN = 200;

    @Override
    public Result run(List<String> command, Duration deadline) {
        try {
            return await(begin(command), deadline);
        } catch (IOException e) {
            return new Result(false, Digests.sha256(new byte[0]), "it could not be run: " + e.getMessage());
        }
    }

    private static Process begin(List<String> command) throws IOException {
        if (command.isEmpty()) {
            throw new IOException("no program is named");
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return process;
    }

    private static Result await(Process process, Duration deadline) {
        CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> read(process));
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Result(
                        false,
                        Digests.sha256(new byte[0]),
                        "it did not end within " + deadline.toMillis() + " ms and was ended by force");
            }
            byte[] printed =
                    output.completeOnTimeout(new byte[0], 1, TimeUnit.SECONDS).join();
            String words = "it ended with exit code " + process.exitValue() + ", saying \"" + lastLine(printed) + "\"";
            return new Result(process.exitValue() == 0, Digests.sha256(printed), words);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(false, Digests.sha256(new byte[0]), "the waiting for its end was interrupted");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** What cannot be read was not printed, as far as evidence goes. */
    private static byte[] read(Process process) {
        try (InputStream printed = process.getInputStream()) {
            return printed.readNBytes(MOST_OUTPUT);
        } catch (IOException e) {
            return e.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String lastLine(byte[] printed) {
        String text = new String(printed, StandardCharsets.UTF_8).strip();
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return last.length() <= MOST_SHOWN ? last : last.substring(0, MOST_SHOWN) + "...";
    }
}
