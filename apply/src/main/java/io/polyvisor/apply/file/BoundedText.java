package io.polyvisor.apply.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads text files that people name, none of which may exhaust memory. Stateless. */
final class BoundedText {
    private static final int MEBI = 1024 * 1024;

    private BoundedText() {}

    /** The file's text; {@code most} is in MiB. */
    static String read(Path file, int most) {
        byte[] bytes;
        try {
            long limit = (long) most * MEBI;
            requireAtMost(Files.size(file), limit, most);
            // What says that it is empty may be a device that never ends.
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes((int) limit + 1);
            }
            requireAtMost(bytes.length, limit, most);
        } catch (NoSuchFileException e) {
            throw new UnreadableTextException(0, "cannot be read: there is no such file");
        } catch (IOException e) {
            throw new UnreadableTextException(
                    0, "cannot be read: " + e.getClass().getSimpleName());
        }
        return decoded(bytes);
    }

    private static void requireAtMost(long size, long limit, int most) {
        if (size > limit) {
            throw new UnreadableTextException(
                    0, "is too large (" + size / MEBI + " MiB or more); at most " + most + " MiB are read");
        }
    }

    private static String decoded(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return decoder.decode(in).toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableTextException(lineOf(bytes, in.position()), "is not text in UTF-8");
        }
    }

    private static int lineOf(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < Math.min(position, bytes.length); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
