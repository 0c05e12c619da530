package io.polyvisor.vsphere;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.SnapshotContent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a snapshot's description says beside its text: the key under which it was taken, and what it holds. vSphere itself tells
 * neither. The note is the last line, so that people see their text first.
 *
 * @param description the text
 * @param key under which it was taken; empty for snapshots of others
 * @param holds what it keeps; empty for snapshots of others
 */
record SnapshotNote(String description, Optional<CreationKey> key, Optional<SnapshotContent> holds) {
    private static final Pattern NOTE =
            Pattern.compile("(?s)(?:(.*)\\n)?\\[polyvisor ([0-9a-fA-F-]{36}) (DISKS|DISKS_AND_MEMORY)\\]");

    /** The description that vSphere keeps. */
    static String write(String description, CreationKey key, SnapshotContent holds) {
        String note = "[polyvisor " + key + " " + holds.name() + "]";
        return description.isEmpty() ? note : description + "\n" + note;
    }

    /** Reads what vSphere kept; the whole of it is text where no note is found. */
    static SnapshotNote read(String kept) {
        Matcher note = NOTE.matcher(kept);
        Optional<CreationKey> key = note.matches() ? MarkOptions.key(note.group(2)) : Optional.empty();
        if (key.isEmpty()) {
            return new SnapshotNote(kept, Optional.empty(), Optional.empty());
        }
        String text = note.group(1);
        return new SnapshotNote(text == null ? "" : text, key, Optional.of(SnapshotContent.valueOf(note.group(3))));
    }
}
