package io.polyvisor.apply;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a log's bytes hold. A record is a line {@code {"length":N,"crc32c":"...","record":{...}}}, where the length counts the inner
 * object's bytes: so that a record that was written in part only is told from a whole one, wherever it was cut.
 *
 * @param bodies the inner objects of all whole records, in order
 * @param length how many bytes they take: what follows is the beginning of a record whose writing was cut short
 * @param torn how many bytes follow
 * @param damage where a record is not whole that is not the last one: no crash of ours does that
 */
record LogReading(List<String> bodies, int length, int torn, Optional<String> damage) {
    private static final String MIDDLE = "\",\"record\":";
    private static final Pattern HEAD = Pattern.compile("\\{\"length\":(\\d{1,9}),\"crc32c\":\"([0-9a-f]{8})" + MIDDLE);
    private static final int LONGEST_HEAD = 64;

    /** The line for that record. */
    static byte[] line(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "{\"length\":" + bytes.length + ",\"crc32c\":\"" + Digests.crc32c(bytes) + MIDDLE;
        return (head + body + "}\n").getBytes(StandardCharsets.UTF_8);
    }

    static LogReading of(byte[] bytes) {
        List<String> bodies = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int end = endOfLine(bytes, at);
            Optional<String> body = end < 0 ? Optional.empty() : body(Arrays.copyOfRange(bytes, at, end));
            if (body.isEmpty()) {
                boolean last = end < 0 || end == bytes.length - 1;
                Optional<String> damage = last
                        ? Optional.empty()
                        : Optional.of("record " + (bodies.size() + 1) + " at byte " + at + " is not what was written");
                return new LogReading(List.copyOf(bodies), at, bytes.length - at, damage);
            }
            bodies.add(body.get());
            at = end + 1;
        }
        return new LogReading(List.copyOf(bodies), at, 0, Optional.empty());
    }

    private static int endOfLine(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static Optional<String> body(byte[] line) {
        String beginning = new String(line, 0, Math.min(line.length, LONGEST_HEAD), StandardCharsets.ISO_8859_1);
        Matcher head = HEAD.matcher(beginning);
        if (!head.lookingAt()) {
            return Optional.empty();
        }
        int length = Integer.parseInt(head.group(1));
        boolean whole = line.length == head.end() + length + 1 && line[line.length - 1] == '}';
        if (!whole) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOfRange(line, head.end(), head.end() + length);
        return Digests.crc32c(body).equals(head.group(2))
                ? Optional.of(new String(body, StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
