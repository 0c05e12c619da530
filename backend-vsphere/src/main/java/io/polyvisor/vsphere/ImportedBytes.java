package io.polyvisor.vsphere;

import io.polyvisor.model.Memory;
import io.polyvisor.model.SpecProblem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way into a volume: counted, no more than there is room for, and filled up with zeros to whole sectors, or to the
 * volume's size where little is missing. One reader at a time; what it counted may be asked once it was read to its end.
 */
final class ImportedBytes extends FilterInputStream {
    private final Memory room;
    private final int step;
    private final Memory filledAtMost;
    private final AtomicLong sent = new AtomicLong();
    private long zeros = -1;
    private volatile @Nullable SpecProblem problem;

    ImportedBytes(InputStream bytes, Memory room, int step, Memory filledAtMost) {
        super(bytes);
        this.room = room;
        this.step = step;
        this.filledAtMost = filledAtMost;
    }

    /** How many bytes were read, zeros included. */
    long sent() {
        return sent.get();
    }

    /** Why the bytes were not taken. */
    Optional<SpecProblem> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = zeros < 0 ? super.read(into, offset, length) : -1;
        if (count < 0) {
            count = fill(into, offset, length);
        }
        if (sent.addAndGet(Math.max(0, count)) > room.bytes()) {
            problem =
                    new SpecProblem("size", "more bytes came than the volume's size, " + room + "; name a larger one");
            throw new IOException("more bytes came than there is room for");
        }
        return count;
    }

    private int fill(byte[] into, int offset, int length) {
        if (zeros < 0) {
            zeros = missing();
        }
        int count = (int) Math.min(length, zeros);
        Arrays.fill(into, offset, offset + count, (byte) 0);
        zeros -= count;
        return count == 0 ? -1 : count;
    }

    private long missing() {
        long toRoom = room.bytes() - sent.get();
        long toStep = (step - sent.get() % step) % step;
        return toRoom <= filledAtMost.bytes() ? Math.max(0, toRoom) : toStep;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** The stream is its owner's to close. */
    @Override
    public void close() {}
}
