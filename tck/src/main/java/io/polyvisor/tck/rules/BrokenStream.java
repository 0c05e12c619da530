package io.polyvisor.tck.rules;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream that gives some bytes and then breaks. */
final class BrokenStream extends InputStream {
    private int left = 100_000;

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        read(one, 0, 1);
        return one[0];
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        if (left <= 0) {
            throw new IOException("the stream broke on purpose");
        }
        int count = Math.min(most, left);
        Arrays.fill(into, from, from + count, (byte) 'x');
        left -= count;
        return count;
    }
}
