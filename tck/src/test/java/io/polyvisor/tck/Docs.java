package io.polyvisor.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents that are compared with the code, or written from it when asked to. */
public final class Docs {
    private static final boolean WRITES = Boolean.getBoolean("polyvisor.docs.write");

    private Docs() {}

    /** Whether the build was asked to write what it compares. */
    public static boolean writes() {
        return WRITES;
    }

    public static String read(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the document when the build was asked to; the comparison that follows then holds. */
    public static void writeIfAsked(String name, String content) {
        if (WRITES) {
            try {
                Files.writeString(path(name), content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path path(String name) {
        return Path.of("..", "docs", name);
    }
}
