package io.polyvisor;

import java.time.Duration;

/**
 * A guest's serial console: for people through {@link #read} and {@link #write}, for scripts through {@link #expect} and
 * {@link #sendLine}.
 *
 * <p>One reader and one writer may use it at once; {@link #expect} is a reader.
 */
public interface Console extends AutoCloseable {

    /**
     * Waits at most {@code patience} for bytes.
     *
     * @return how many were read; 0 when none came in time; -1 at the end, when the guest stopped
     */
    int read(byte[] into, Duration patience);

    /** Sends bytes; blocks until they went out, at most the read deadline. */
    void write(byte[] bytes);

    /** Sends text and a line end. */
    Console sendLine(String line);

    /**
     * Reads until {@code text} came, and returns all that came up to and with it. What came after it is kept for the next call.
     *
     * @throws io.polyvisor.error.DeadlineExceededException when it did not come within {@code patience}; the message quotes the last
     *     line that came
     */
    String expect(String text, Duration patience);

    /** Ends the connection; the guest goes on. Idempotent. */
    @Override
    void close();
}
