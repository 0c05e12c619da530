package io.polyvisor.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Entries as text, one a line: a word, then {@code key=value} pairs, all separated by one space; what belongs under a line stands two
 * spaces deeper. Spaces, percent signs and control characters in values are written as {@code %XX}. The last line says {@code end}, so
 * that a piece of a file never passes for a whole one.
 */
final class EntryText {
    private static final String END = "end";

    private EntryText() {}

    static void write(Entry entry, StringBuilder out) {
        write(entry, 0, out);
    }

    static void writeEnd(StringBuilder out) {
        out.append(END).append('\n');
    }

    /** The entries of those lines, which end with the last line; {@code first} is the number of the first of them. */
    static List<Entry> read(List<String> lines, int first) {
        if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(END)) {
            throw new IllegalArgumentException("it does not end with \"" + END + "\": a piece of it is missing");
        }
        List<Entry> top = new ArrayList<>();
        Deque<Entry> open = new ArrayDeque<>();
        for (int i = 0; i < lines.size() - 1; i++) {
            String line = lines.get(i);
            int depth = depth(line);
            Entry entry = parse(line.substring(2 * depth), first + i);
            if (depth > open.size()) {
                throw entry.wrong("stands too deep");
            }
            while (open.size() > depth) {
                open.removeLast();
            }
            if (open.isEmpty()) {
                top.add(entry);
            } else {
                open.getLast().add(entry);
            }
            open.addLast(entry);
        }
        return top;
    }

    private static void write(Entry entry, int depth, StringBuilder out) {
        out.append("  ".repeat(depth)).append(entry.word());
        entry.fields().forEach((key, value) -> {
            out.append(' ').append(key).append('=');
            escape(value, out);
        });
        out.append('\n');
        entry.below().forEach(child -> write(child, depth + 1, out));
    }

    private static int depth(String line) {
        int spaces = 0;
        while (spaces < line.length() && line.charAt(spaces) == ' ') {
            spaces++;
        }
        return spaces / 2;
    }

    private static Entry parse(String text, int line) {
        String[] words = text.split(" ", -1);
        Entry entry = Entry.read(words[0], line);
        if (words[0].isEmpty()) {
            throw entry.wrong("is empty");
        }
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 1) {
                throw entry.wrong("\"" + words[i] + "\" is not of the form key=value");
            }
            entry.put(words[i].substring(0, equals), unescape(words[i].substring(equals + 1), entry));
        }
        return entry;
    }

    private static void escape(String value, StringBuilder out) {
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each <= ' ' || each == '%' || each == 0x7f) {
                out.append('%').append(hex(each >> 4)).append(hex(each & 15));
            } else {
                out.append(each);
            }
        }
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }

    private static String unescape(String text, Entry entry) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '%') {
                value.append(code(text, i, entry));
                i += 2;
            } else {
                value.append(each);
            }
        }
        return value.toString();
    }

    private static char code(String text, int at, Entry entry) {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw entry.wrong("\"" + text + "\" holds a percent sign without two hexadecimal digits");
        }
        return (char) (high * 16 + low);
    }
}
