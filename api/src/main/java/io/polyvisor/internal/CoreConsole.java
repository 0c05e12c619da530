package io.polyvisor.internal;

import io.polyvisor.Console;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.AccessMode;
import io.polyvisor.spi.Consoles;
import io.polyvisor.spi.DriverException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A console on top of a driver's line: what came after an expected text is kept for the next reader. */
final class CoreConsole implements Console {
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Consoles.Line line;
    private final Failures failures;
    private final EndpointState endpoint;
    private final StringBuilder kept = new StringBuilder();

    CoreConsole(Consoles.Line line, Failures failures, EndpointState endpoint) {
        this.line = line;
        this.failures = failures;
        this.endpoint = endpoint;
    }

    @Override
    public int read(byte[] into, Duration patience) {
        synchronized (kept) {
            if (kept.length() > 0) {
                byte[] bytes = kept.toString().getBytes(StandardCharsets.ISO_8859_1);
                int count = Math.min(bytes.length, into.length);
                System.arraycopy(bytes, 0, into, 0, count);
                kept.delete(0, count);
                return count;
            }
        }
        return readLine(into, patience);
    }

    @Override
    public void write(byte[] bytes) {
        if (endpoint.options().mode() == AccessMode.READ_ONLY) {
            throw failures.refused(new Fault.Denied("the endpoint was opened read-only; its consoles are for reading"));
        }
        try {
            line.write(bytes, endpoint.options().readDeadline());
        } catch (DriverException e) {
            throw failures.from(e);
        }
    }

    @Override
    public Console sendLine(String text) {
        write((text + "\r").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    @Override
    public String expect(String text, Duration patience) {
        String wanted = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        Deadline deadline = Deadline.in(patience, endpoint.time());
        byte[] chunk = new byte[4096];
        synchronized (kept) {
            while (true) {
                int found = kept.indexOf(wanted);
                if (found >= 0) {
                    String upTo = kept.substring(0, found + wanted.length());
                    kept.delete(0, found + wanted.length());
                    return utf8(upTo);
                }
                if (deadline.passed()) {
                    throw failures.of(
                            new Fault.DeadlineExceeded("waiting for \"" + text
                                    + "\" on the console; its last line was \"" + lastLine() + "\""),
                            Outcome.NOT_APPLIED);
                }
                int count = readLine(chunk, GLANCE.compareTo(deadline.remaining()) < 0 ? GLANCE : deadline.remaining());
                if (count < 0) {
                    throw failures.refused(new Fault.Unreachable("the console ended before \"" + text
                            + "\" came; its last line was \"" + lastLine() + "\""));
                }
                kept.append(new String(chunk, 0, count, StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Override
    public void close() {
        line.close();
    }

    private int readLine(byte[] into, Duration patience) {
        try {
            return line.read(into, patience);
        } catch (DriverException e) {
            throw failures.from(e);
        }
    }

    private String lastLine() {
        String all = utf8(kept.toString()).stripTrailing();
        return all.substring(Math.max(all.lastIndexOf(10), all.lastIndexOf(13)) + 1);
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
