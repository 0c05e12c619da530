package io.polyvisor.apply;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A file that grows at its end, and says when what was written is on the disk. */
interface LogFile extends AutoCloseable {

    /** Writes all of these bytes at the end. */
    void write(byte[] bytes) throws IOException;

    /** Returns when all that was written is on the disk. */
    void force() throws IOException;

    /** Cuts off what is beyond that length. */
    void truncate(long length) throws IOException;

    @Override
    void close() throws IOException;

    /** Opens such files. */
    @FunctionalInterface
    interface Opener {
        LogFile open(Path file) throws IOException;
    }

    /** A file of this machine, made if need be. */
    static LogFile open(Path file) throws IOException {
        FileChannel channel = PrivateFiles.append(file);
        return new LogFile() {
            @Override
            public void write(byte[] bytes) throws IOException {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    channel.write(rest, channel.size());
                }
            }

            @Override
            public void force() throws IOException {
                channel.force(true);
            }

            @Override
            public void truncate(long length) throws IOException {
                channel.truncate(length);
                channel.force(true);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    /** Makes the entry of a new file in its directory lasting. */
    static void forceEntryOf(Path file) throws IOException {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory");
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
