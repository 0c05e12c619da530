package io.polyvisor.cli;

import io.polyvisor.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Joins a console with the streams of this process. Used once. */
final class ConsoleStreams {
    private static final int CTRL_CLOSING_BRACKET = 0x1d;
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Console console;
    private final InputStream in;
    private final PrintStream out;
    private final byte[] buffer = new byte[8192];
    private final AtomicBoolean left = new AtomicBoolean();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    ConsoleStreams(Console console, InputStream in, PrintStream out) {
        this.console = console;
        this.in = in;
        this.out = out;
    }

    /**
     * Hands keys over until Ctrl-] comes or the guest stops.
     *
     * @return whether the user left
     */
    boolean interact() {
        // The reader of keys may be blocked when the guest stops: as a daemon it does not keep the process.
        Thread keys = new Thread(this::sendKeys, "polyvisor-console-keys");
        keys.setDaemon(true);
        keys.start();
        while (!left.get()) {
            int count = console.read(buffer, GLANCE);
            if (count < 0) {
                return false;
            }
            show(count);
        }
        rethrow();
        return true;
    }

    /** Sends all input, then waits for each text in turn; without any, until nothing comes for {@code quiet}. */
    void pipe(List<String> expected, Duration patience, Duration quiet) {
        sendAll();
        long end = System.nanoTime() + patience.toNanos();
        for (String text : expected) {
            out.print(console.expect(text, positive(Duration.ofNanos(end - System.nanoTime()))));
            out.flush();
        }
        if (expected.isEmpty()) {
            drain(end, quiet);
        }
    }

    private void drain(long end, Duration quiet) {
        while (System.nanoTime() < end) {
            int count = console.read(buffer, quiet);
            if (count <= 0) {
                return;
            }
            show(count);
        }
    }

    private void sendAll() {
        try {
            console.write(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("standard input could not be read", e);
        }
    }

    private void sendKeys() {
        byte[] typed = new byte[1024];
        try {
            for (int count = in.read(typed); count >= 0; count = in.read(typed)) {
                int end = indexOfLeaving(typed, count);
                console.write(Arrays.copyOf(typed, end < 0 ? count : end));
                if (end >= 0) {
                    break;
                }
            }
        } catch (IOException e) {
            failure.set(new UncheckedIOException("the terminal could not be read", e));
        } catch (RuntimeException e) {
            failure.set(e);
        }
        left.set(true);
    }

    private static int indexOfLeaving(byte[] typed, int count) {
        for (int i = 0; i < count; i++) {
            if (typed[i] == CTRL_CLOSING_BRACKET) {
                return i;
            }
        }
        return -1;
    }

    private void show(int count) {
        // A console's bytes go to the terminal as they are: that is what a console is for.
        out.write(buffer, 0, count);
        out.flush();
    }

    private void rethrow() {
        RuntimeException broken = failure.get();
        if (broken != null) {
            throw broken;
        }
    }

    private static Duration positive(Duration left) {
        return left.isNegative() || left.isZero() ? Duration.ofMillis(1) : left;
    }
}
