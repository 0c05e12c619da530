package io.polyvisor.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short name for the contents of everything that an artefact is built from. */
final class ContentKey {

    private static final int DIGITS = 16;

    private final MessageDigest digest;

    ContentKey() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    ContentKey with(String text) {
        return with(text.getBytes(StandardCharsets.UTF_8));
    }

    ContentKey with(Path file) throws IOException {
        return with(file.getFileName().toString()).with(Files.readAllBytes(file));
    }

    ContentKey with(byte[] content) {
        // The length keeps "ab"+"c" apart from "a"+"bc".
        digest.update((content.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(content);
        return this;
    }

    String digits() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }
}
