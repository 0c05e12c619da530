package io.polyvisor.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is on a volume: immutable, so that a snapshot, a clone and a link keep it by keeping the reference.
 *
 * @param software what it boots
 * @param digest SHA-256 of the bytes that it was imported from; empty when it was not
 * @param files by path
 */
record Content(Software software, Optional<String> digest, Map<String, Stored> files) {
    static final Content BLANK = new Content(Software.NONE, Optional.empty(), Map.of());
    private static final long BLOCK = 4096;

    Content {
        files = Map.copyOf(files);
    }

    static Content of(Software software) {
        return new Content(software, Optional.empty(), Map.of());
    }

    void tell(Entry entry) {
        entry.put("software", software).putIf("digest", digest);
        new TreeMap<>(files)
                .forEach((path, file) -> file.tell(entry.under("file").put("path", path)));
    }

    static Content of(Entry entry) {
        Map<String, Stored> files = new HashMap<>();
        entry.all("file").forEach(file -> files.put(file.text("path"), Stored.of(file)));
        return new Content(entry.value("software", Software::valueOf), entry.maybe("digest"), files);
    }

    Content with(String path, Stored file) {
        Map<String, Stored> more = new HashMap<>(files);
        more.put(path, file);
        return new Content(software, digest, more);
    }

    Content without(String path) {
        Map<String, Stored> fewer = new HashMap<>(files);
        fewer.remove(path);
        return new Content(software, digest, fewer);
    }

    /** How many more bytes the volume takes once that file is on it. */
    long growthBy(String path, Stored file) {
        Stored before = files.get(path);
        return Math.max(0, file.blocks() - (before == null ? 0 : before.blocks()));
    }

    /**
     * A file: its text, and its size where that is more than the text shows.
     *
     * @param text what {@code cat} prints
     * @param size in bytes
     */
    record Stored(String text, long size) {

        static Stored text(String text) {
            return new Stored(text, text.length());
        }

        static Stored filler(long size) {
            return new Stored("", size);
        }

        void tell(Entry entry) {
            entry.put("size", size).put("text", text);
        }

        static Stored of(Entry entry) {
            return new Stored(entry.text("text"), entry.number("size"));
        }

        private long blocks() {
            return Math.max(1, (size + BLOCK - 1) / BLOCK) * BLOCK;
        }
    }
}
