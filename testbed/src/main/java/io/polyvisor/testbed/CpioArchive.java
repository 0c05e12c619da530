package io.polyvisor.testbed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Writes a cpio archive in the "newc" format, the one that the Linux kernel unpacks as initial file system.
 *
 * <p>Missing parent directories are added on the way. Everything belongs to root and is as old as the
 * epoch, so equal contents make equal archives.
 */
final class CpioArchive implements AutoCloseable {

    private static final int DIRECTORY = 0040755;
    private static final int SYMBOLIC_LINK = 0120777;
    private static final int REGULAR_FILE = 0100000;

    private final OutputStream out;
    private final Set<String> directories = new HashSet<>();
    private int nextInode = 1;

    CpioArchive(OutputStream out) {
        this.out = out;
    }

    void directory(String path) throws IOException {
        if (path.isEmpty() || !directories.add(path)) {
            return;
        }
        directory(parentOf(path));
        entry(path, DIRECTORY, new byte[0]);
    }

    void file(String path, byte[] content) throws IOException {
        directory(parentOf(path));
        entry(path, REGULAR_FILE | 0644, content);
    }

    void program(String path, byte[] content) throws IOException {
        directory(parentOf(path));
        entry(path, REGULAR_FILE | 0755, content);
    }

    void link(String path, String target) throws IOException {
        directory(parentOf(path));
        entry(path, SYMBOLIC_LINK, target.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends the archive and closes the stream beneath. */
    @Override
    public void close() throws IOException {
        try (out) {
            entry("TRAILER!!!", 0, new byte[0]);
        }
    }

    private void entry(String path, int mode, byte[] content) throws IOException {
        byte[] name = (path + "\0").getBytes(StandardCharsets.UTF_8);
        StringBuilder header = new StringBuilder("070701");
        int links = 1;
        int[] fields = {nextInode++, mode, 0, 0, links, 0, content.length, 0, 0, 0, 0, name.length, 0};
        for (int field : fields) {
            header.append(String.format(Locale.ROOT, "%08x", field));
        }
        byte[] head = header.toString().getBytes(StandardCharsets.US_ASCII);
        out.write(head);
        out.write(name);
        pad(head.length + name.length);
        out.write(content);
        pad(content.length);
    }

    private void pad(int written) throws IOException {
        out.write(new byte[(4 - written % 4) % 4]);
    }

    private static String parentOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
