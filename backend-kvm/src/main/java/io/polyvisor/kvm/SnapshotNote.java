package io.polyvisor.kvm;

import io.polyvisor.model.CreationKey;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What we add as the last line of a snapshot's description, the one place that libvirt keeps for us: the key, and the name where
 * libvirt could not be given it. Pure.
 *
 * @param description the description proper
 * @param key under which the snapshot was made
 * @param name the name that its maker gave, where libvirt's differs
 */
record SnapshotNote(String description, Optional<CreationKey> key, Optional<String> name) {
    private static final Pattern LINE =
            Pattern.compile("(?s)(?:(.*)\n)?polyvisor:key=([0-9a-fA-F-]{36})(?:;name=([^;\n]*))?\\s*");
    /** A name that is only digits could be taken by QEMU for another snapshot's number. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.+-]{0,99}");

    /** What libvirt calls a snapshot of that name. */
    static String nativeName(String name, CreationKey key) {
        return SAFE.matcher(name).matches() ? name : "pv-" + key;
    }

    /** The note for a snapshot to be made. */
    static SnapshotNote of(String name, String description, CreationKey key) {
        boolean same = nativeName(name, key).equals(name);
        return new SnapshotNote(description, Optional.of(key), same ? Optional.empty() : Optional.of(name));
    }

    /** As it stands in the XML. */
    String write() {
        String line = key.map(each -> "polyvisor:key=" + each).orElse("")
                + name.map(each -> ";name=" + URLEncoder.encode(each, StandardCharsets.UTF_8))
                        .orElse("");
        return description.isEmpty() ? line : description + "\n" + line;
    }

    /** Total: a description without our line is one that others wrote. */
    static SnapshotNote read(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            return new SnapshotNote(text, Optional.empty(), Optional.empty());
        }
        String description = line.group(1) == null ? "" : line.group(1);
        Optional<String> name =
                Optional.ofNullable(line.group(3)).map(encoded -> URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        return new SnapshotNote(description, Optional.of(CreationKey.of(line.group(2))), name);
    }
}
