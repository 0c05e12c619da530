package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.libvirt.LibvirtStream;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Progress;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Fills volumes with bytes from here, over a stream of libvirt's. A volume that was not filled to the end is deleted again. */
final class VolumeFilling {
    private static final int CHUNK = 256 * 1024;
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final VolumeMaking making;

    VolumeFilling(VolumeMaking making) {
        this.making = making;
    }

    /** A raw volume with these bytes. */
    VolumeXml withBytes(VolumeId id, byte[] content, Call call) {
        VolumeXml made = making.raw(id, Memory.bytes(content.length));
        filledOrGone(id, () -> fill(id, new ByteArrayInputStream(content), content.length, call));
        return made;
    }

    /**
     * Runs the step that fills a volume which was just made. A volume that was not filled is worth nothing even when nobody knows how
     * much arrived, so it goes after a lost connection too, and then nothing was applied.
     */
    void filledOrGone(VolumeId id, Runnable step) {
        try {
            step.run();
        } catch (DriverException failure) {
            throw gone(id, failure);
        }
    }

    private DriverException gone(VolumeId id, DriverException failure) {
        try {
            making.delete(id);
            DriverException nothingLeft = failure.nativeError()
                    .map(said -> DriverException.refused(failure.fault(), said, failure))
                    .orElseGet(() -> DriverException.refused(failure.fault()));
            nothingLeft.addSuppressed(failure);
            return nothingLeft;
        } catch (DriverException stays) {
            failure.addSuppressed(stays);
            return failure.outcome() == Outcome.NOT_APPLIED
                    ? DriverException.lost(failure.fault(), failure.nativeError(), failure)
                    : failure;
        }
    }

    /** Sends all bytes into a volume that exists; {@code expected} is for the progress, -1 when it is not known. */
    void fill(VolumeId id, InputStream bytes, long expected, Call call) {
        making.onVolume(
                id,
                volume -> volume.sendFor(() -> {
                    try (LibvirtStream stream = volume.handle().upload(0, 0)) {
                        pump(bytes, stream, expected, call);
                        stream.finish();
                    }
                    return id;
                }));
    }

    private static void pump(InputStream bytes, LibvirtStream stream, long expected, Call call) {
        byte[] chunk = new byte[CHUNK];
        long done = 0;
        for (int length = read(bytes, chunk); length > 0; length = read(bytes, chunk)) {
            if (call.cancelled()) {
                throw DriverException.refused(new Fault.Cancelled("sending the volume's bytes"));
            }
            send(ByteBuffer.wrap(chunk, 0, length), stream, call);
            done += length;
            call.report(
                    expected > 0
                            ? Progress.ofBytes("sending the volume's bytes", done, expected)
                            : Progress.of("sending the volume's bytes"));
        }
    }

    private static int read(InputStream bytes, byte[] chunk) {
        try {
            return bytes.readNBytes(chunk, 0, chunk.length);
        } catch (DriverException objection) {
            throw objection;
        } catch (IOException | RuntimeException e) {
            // The caller's stream may throw whatever it likes; the volume goes all the same.
            throw DriverException.refused(new Fault.BackendFault("the bytes to import could not be read: " + e));
        }
    }

    private static void send(ByteBuffer chunk, LibvirtStream stream, Call call) {
        Duration patience = call.remaining().compareTo(SILENCE) < 0 ? call.remaining() : SILENCE;
        try {
            int ignored = stream.write(chunk, patience);
            assert ignored >= 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DriverException.refused(new Fault.Cancelled("sending the volume's bytes"));
        }
        if (chunk.hasRemaining()) {
            throw DriverException.refused(new Fault.DeadlineExceeded("sending the volume's bytes"));
        }
    }
}
