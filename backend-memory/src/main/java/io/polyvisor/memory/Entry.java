package io.polyvisor.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One line of a state file: what it tells of, its fields, and the lines that belong under it. */
final class Entry {
    private final String word;
    private final int line;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final List<Entry> below = new ArrayList<>();

    private Entry(String word, int line) {
        this.word = word;
        this.line = line;
    }

    /** One to be written. */
    static Entry of(String word) {
        return new Entry(word, 0);
    }

    /** One that stands on that line. */
    static Entry read(String word, int line) {
        return new Entry(word, line);
    }

    String word() {
        return word;
    }

    Map<String, String> fields() {
        return fields;
    }

    List<Entry> below() {
        return below;
    }

    Entry put(String key, Object value) {
        fields.put(key, value instanceof Enum<?> constant ? constant.name() : value.toString());
        return this;
    }

    /** An empty value leaves no trace. */
    Entry putIf(String key, Optional<?> value) {
        value.ifPresent(there -> put(key, there));
        return this;
    }

    /** What is not so leaves no trace. */
    Entry putIf(String key, boolean so) {
        return so ? put(key, "yes") : this;
    }

    /** A new line under this one. */
    Entry under(String what) {
        Entry child = of(what);
        below.add(child);
        return child;
    }

    void add(Entry child) {
        below.add(child);
    }

    boolean is(String key) {
        return maybe(key).isPresent();
    }

    Optional<String> maybe(String key) {
        return Optional.ofNullable(fields.get(key));
    }

    String text(String key) {
        return maybe(key).orElseThrow(() -> wrong(word + " does not say its " + key));
    }

    /** The value as that type, which refuses what is not one by an {@link IllegalArgumentException}. */
    <T> T value(String key, Function<String, T> type) {
        String text = text(key);
        try {
            return type.apply(text);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw wrong(key + "=" + text + ": " + e.getMessage());
        }
    }

    <T> Optional<T> maybe(String key, Function<String, T> type) {
        return is(key) ? Optional.of(value(key, type)) : Optional.empty();
    }

    long number(String key) {
        return value(key, Long::valueOf);
    }

    int count(String key) {
        return value(key, Integer::valueOf);
    }

    List<Entry> all(String what) {
        return below.stream().filter(each -> each.word.equals(what)).toList();
    }

    Optional<Entry> first(String what) {
        return below.stream().filter(each -> each.word.equals(what)).findFirst();
    }

    Entry only(String what) {
        return first(what).orElseThrow(() -> wrong(word + " has no " + what));
    }

    /** That this line cannot be right. */
    IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("line " + line + ": " + why);
    }
}
