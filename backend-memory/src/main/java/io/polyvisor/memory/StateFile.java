package io.polyvisor.memory;

import io.polyvisor.error.Fault;
import io.polyvisor.spi.DriverException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file that a world is kept in. It is replaced as a whole, by a rename in its directory, so that a reader sees one state or the
 * next and never a mixture, whenever the writer dies. It is not forced to the disk: it outlives processes, not the machine's power.
 *
 * <p>A lock on {@code FILE.lock} beside it keeps other processes out for as long as this one has it open; the operating system lets go
 * of it when the process ends, however it ends. Seeds may hold secrets, so only the owner may read the file.
 */
final class StateFile implements AutoCloseable {
    private static final String HEADER = "polyvisor-memory-world ";
    private static final String VERSION = "1";

    private final Path file;
    private final FileChannel lockChannel;
    private final FileLock lock;

    private StateFile(Path file, FileChannel lockChannel, FileLock lock) {
        this.file = file;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /** Opens it for this process alone; it need not be there yet, but its directory must. */
    static StateFile open(Path file) {
        Path beside = beside(file, ".lock");
        try {
            FileChannel channel = FileChannel.open(
                    beside, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly(beside));
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return new StateFile(file, channel, lock);
                }
                channel.close();
            } catch (OverlappingFileLockException e) {
                channel.close();
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw Refusal.spec("address.kept", "cannot be opened: " + said(e));
        }
        throw Refusal.busy("another process that has " + file + " open; wait until it ends, or end it");
    }

    /** Its entries; empty when it is not there yet. */
    Optional<List<Entry>> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            requireKnown(lines.isEmpty() ? "" : lines.get(0));
            return Optional.of(EntryText.read(lines.subList(1, lines.size()), 2));
        } catch (IOException e) {
            throw Refusal.spec("address.kept", "cannot be read: " + said(e));
        } catch (IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    /** How it is said that what stands in the file makes no sense. */
    DriverException unreadable(IllegalArgumentException why) {
        return Refusal.spec(
                "address.kept", file + ", " + why.getMessage() + "; put it right, or move it away to begin anew");
    }

    /** Replaces all of it. */
    void replace(String text) {
        Path fresh = beside(file, ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                    ownerOnly(fresh))) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(HEADER + VERSION + "\n" + text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Fault fault = new Fault.BackendFault("the site's state could not be kept in " + file + ": " + said(e)
                    + "; make room there, and ask again");
            throw DriverException.lost(fault, Optional.of(Refusal.said(fault)), e);
        }
    }

    @Override
    public void close() {
        try (lockChannel) {
            lock.release();
        } catch (IOException e) {
            System.getLogger(StateFile.class.getName())
                    .log(System.Logger.Level.WARNING, "the lock of " + file + " was not released", e);
        }
    }

    private static void requireKnown(String header) {
        if (!header.startsWith(HEADER)) {
            throw new IllegalArgumentException("line 1: does not say \"" + HEADER.strip() + "\"");
        }
        String version = header.substring(HEADER.length());
        if (!version.equals(VERSION)) {
            throw new IllegalArgumentException("line 1: has version " + version + "; this Polyvisor reads version "
                    + VERSION + " only, so use the one that wrote it");
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String said(IOException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return e instanceof FileSystemException told && told.getReason() != null
                ? told.getFile() + ": " + told.getReason()
                : kind + " " + e.getMessage();
    }
}
