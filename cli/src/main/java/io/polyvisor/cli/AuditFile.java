package io.polyvisor.cli;

import io.polyvisor.AuditRecord;
import io.polyvisor.AuditSink;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.output.EventJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends one JSON line per change to a file. Thread-safe: records come from threads of Polyvisor. */
final class AuditFile implements AuditSink, Closeable {
    private final Writer writer;

    private AuditFile(Writer writer) {
        this.writer = writer;
    }

    /** Opens it before anything is changed: without its audit a change shall not happen. */
    static AuditFile appendingTo(Path file) {
        try {
            return new AuditFile(Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "--audit: " + file + " cannot be written", e);
        }
    }

    @Override
    public synchronized void accept(AuditRecord mutation) {
        try {
            writer.write(Documents.oneLine(EventJson.audit(mutation)) + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the audit record of " + mutation.operation() + " was not written", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
