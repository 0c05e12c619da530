package io.polyvisor.apply;

import io.polyvisor.apply.LogProbe.Moment;
import io.polyvisor.apply.StateException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of records that is only added to. When {@link #append} returns, the record is on the disk; when it throws, the record is not
 * in the file, or is the torn end that the next opening cuts off. Not thread-safe.
 */
final class RecordLog implements AutoCloseable {
    private final Path path;
    private final LogFile file;
    private final LogProbe probe;
    private int records;
    private long length;
    private boolean broken;

    private RecordLog(Path path, LogFile file, LogProbe probe, LogReading reading) {
        this.path = path;
        this.file = file;
        this.probe = probe;
        this.records = reading.bodies().size();
        this.length = reading.length();
    }

    /** What is in that file; nothing when there is none. */
    static LogReading read(Path path) {
        try {
            return LogReading.of(PrivateFiles.read(path).orElseGet(() -> new byte[0]));
        } catch (IOException e) {
            throw new StateException(Reason.UNUSABLE, path + " cannot be read: " + Words.of(e), e);
        }
    }

    /** What is in that file, where a torn end is no matter. */
    static List<String> bodies(Path path) {
        LogReading reading = read(path);
        reading.damage().ifPresent(damage -> {
            throw new StateException(
                    Reason.DAMAGED, path + ": " + damage + "; restore it from a backup, or look at it");
        });
        return reading.bodies();
    }

    /** Opens it for adding; a torn end is cut off and told by the notice. */
    static Opened open(Path path, LogFile.Opener opener, LogProbe probe) {
        LogReading reading = read(path);
        reading.damage().ifPresent(damage -> {
            throw new StateException(
                    Reason.DAMAGED,
                    path + ": " + damage + "; what was done can no longer be told from it."
                            + " Restore it from a backup, or compare the site with the plan by hand");
        });
        LogFile file = null;
        try {
            file = opener.open(path);
            if (reading.torn() > 0) {
                file.truncate(reading.length());
            }
            LogFile.forceEntryOf(path);
            return new Opened(new RecordLog(path, file, probe, reading), reading.bodies(), tornNotice(path, reading));
        } catch (IOException e) {
            close(file, e);
            throw new StateException(Reason.UNUSABLE, path + " cannot be written: " + Words.of(e), e);
        }
    }

    /**
     * An opened log.
     *
     * @param log for adding
     * @param bodies what it held
     * @param notice what was cut off, in words
     */
    record Opened(RecordLog log, List<String> bodies, Optional<String> notice) {}

    private static Optional<String> tornNotice(Path path, LogReading reading) {
        return reading.torn() == 0
                ? Optional.empty()
                : Optional.of("the last record of " + path.getFileName() + " was torn: " + reading.torn()
                        + " bytes after record " + reading.bodies().size() + " were cut off");
    }

    private static void close(@Nullable LogFile file, IOException because) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /** Adds a record. */
    void append(String body) {
        if (broken) {
            throw new StateException(
                    Reason.NOT_KEPT, path + " could not be repaired after a failed write; nothing more is begun");
        }
        byte[] line = LogReading.line(body);
        probe.at(Moment.BEFORE_WRITE, records + 1);
        try {
            file.write(line);
            probe.at(Moment.WRITTEN, records + 1);
            file.force();
        } catch (IOException e) {
            takeBack(e);
            throw new StateException(
                    Reason.NOT_KEPT,
                    path + " could not be written (" + Words.of(e)
                            + "); free some space there, then go on with --resume",
                    e);
        }
        records++;
        length += line.length;
        probe.at(Moment.KEPT, records);
    }

    private void takeBack(IOException because) {
        try {
            file.truncate(length);
        } catch (IOException e) {
            broken = true;
            because.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new StateException(Reason.UNUSABLE, path + " cannot be closed: " + Words.of(e), e);
        }
    }
}
