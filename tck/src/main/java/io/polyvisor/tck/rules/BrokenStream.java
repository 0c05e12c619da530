package io.polyvisor.tck.rules;

import java.io.IOException;
import java.io.InputStream;

/** A stream that gives some bytes and then breaks. */
final class BrokenStream extends InputStream {
    private int left = 100_000;

    @Override
    public int read() throws IOException {
        if (left-- <= 0) {
            throw new IOException("the stream broke on purpose");
        }
        return 'x';
    }
}
