package io.polyvisor.apply.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A mapping in a file, read key by key. Faults are collected by line and key, so that a reader hears of all of them at once; a key that
 * nobody asked for is a fault that names the right ones. Two readers may read the same section. Not thread-safe.
 */
public final class Section {
    private final String path;
    private final int line;
    private final Node.Mapping node;
    private final List<FileFault> faults;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, Section> inner = new LinkedHashMap<>();

    Section(String path, int line, Node.Mapping node, List<FileFault> faults) {
        this.path = path;
        this.line = line;
        this.node = node;
        this.faults = faults;
    }

    /** Where this mapping lies, such as {@code endpoints.kvm1}; empty for the whole file. */
    public String path() {
        return path;
    }

    /** The full name of a key in it. */
    public String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The fault is at that key: on its line, or on this section's when it is not there. */
    public void fault(String key, String why) {
        int bracket = key.indexOf('[');
        Node.Entry entry = node.entries().get(bracket < 0 ? key : key.substring(0, bracket));
        faults.add(new FileFault(entry == null ? line : entry.line(), pathOf(key), why));
    }

    /** The fault is this section itself. */
    public void fault(String why) {
        faults.add(new FileFault(line, path, why));
    }

    /** Whether the key has a value. */
    public boolean has(String key) {
        Node.Entry entry = node.entries().get(key);
        return entry != null && !(entry.value() instanceof Node.Nothing);
    }

    /** All keys, whether they have values or not. */
    public Set<String> keys() {
        return node.entries().keySet();
    }

    /** A single value as it is written. */
    public Optional<String> text(String key) {
        return child(key).flatMap(child -> scalar(key, child));
    }

    /** A text that {@code read} makes something of; what it says when it cannot is the fault. */
    public <T> Optional<T> value(String key, Function<String, T> read) {
        return child(key).flatMap(child -> scalar(key, child).flatMap(text -> reading(key, child.line(), text, read)));
    }

    /** True or false. */
    public Optional<Boolean> flag(String key) {
        return child(key).flatMap(child -> {
            String text = child instanceof Node.Scalar scalar ? scalar.text() : "";
            if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
                return Optional.of(text.equalsIgnoreCase("true"));
            }
            fault(key, "is neither true nor false");
            return Optional.empty();
        });
    }

    /** One of an enum's words. */
    public <E extends Enum<E>> Optional<E> choice(String key, Class<E> words) {
        return value(key, text -> Words.choice(words, text));
    }

    /** A list of texts; a single text stands for a list of one. */
    public <T> List<T> values(String key, Function<String, T> read) {
        return each(key, read, Optional.empty());
    }

    /** A list whose items are texts or mappings. */
    public <T> List<T> each(String key, Function<String, T> text, Function<Section, Optional<T>> mapping) {
        return each(key, text, Optional.of(mapping));
    }

    private <T> List<T> each(String key, Function<String, T> text, Optional<Function<Section, Optional<T>>> mapping) {
        List<T> found = new ArrayList<>();
        int index = 0;
        for (Node item : items(key)) {
            String place = key + "[" + index++ + "]";
            Optional<T> made = mapping.isPresent() && item instanceof Node.Mapping
                    ? mapping(place, item.line(), item).flatMap(mapping.get())
                    : scalar(place, item).flatMap(written -> reading(place, item.line(), written, text));
            made.ifPresent(found::add);
        }
        return found;
    }

    /** Texts by names that the writer of the file chose. */
    public Map<String, String> texts(String key) {
        return pairs(key, name -> name, text -> text);
    }

    /** Values by keys that the writer of the file chose; two keys that mean the same are a fault. */
    public <K, V> Map<K, V> pairs(String key, Function<String, K> readKey, Function<String, V> readValue) {
        Map<K, V> found = new LinkedHashMap<>();
        section(key)
                .ifPresent(inside -> inside.keys().forEach(name -> {
                    Optional<K> made = inside.reading(name, inside.lineOf(name), name, readKey);
                    Optional<V> value = inside.value(name, readValue);
                    if (!inside.has(name)) {
                        inside.fault(name, "has no value");
                    }
                    if (made.isPresent() && value.isPresent() && found.put(made.get(), value.get()) != null) {
                        inside.fault(name, "is there twice, in another spelling");
                    }
                }));
        return found;
    }

    /** A mapping. */
    public Optional<Section> section(String key) {
        return child(key).flatMap(child -> mapping(key, lineOf(key), child));
    }

    /** A list of mappings. */
    public List<Section> sections(String key) {
        List<Section> found = new ArrayList<>();
        int index = 0;
        for (Node item : items(key)) {
            mapping(key + "[" + index++ + "]", item.line(), item).ifPresent(found::add);
        }
        return found;
    }

    /** Mappings by names that the writer of the file chose; a name without value is an empty mapping. */
    public Map<String, Section> named(String key) {
        Map<String, Section> found = new LinkedHashMap<>();
        section(key)
                .ifPresent(inside -> inside.keys().forEach(name -> {
                    inside.known.add(name);
                    Node value = inside.has(name)
                            ? inside.child(name).orElseThrow()
                            : new Node.Mapping(inside.lineOf(name), Map.of());
                    inside.mapping(name, inside.lineOf(name), value).ifPresent(each -> found.put(name, each));
                }));
        return found;
    }

    /** What must be there: its absence is a fault and ends what {@link #made} is making. */
    public <T> T need(String key, Optional<T> value) {
        if (value.isEmpty() && !has(key)) {
            fault(key, "is missing");
        }
        return value.orElseThrow(MissingPartException::new);
    }

    /** What {@code make} makes of this section; what its parts refuse is a fault of the section, and then there is nothing. */
    public <T> Optional<T> made(Supplier<T> make) {
        try {
            return Optional.of(make.get());
        } catch (MissingPartException e) {
            return Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException e) {
            fault(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A key that looks right but must not be there. */
    public void refuse(String key, String whatWouldBeRight) {
        if (node.entries().containsKey(key)) {
            known.add(key);
            fault(key, whatWouldBeRight);
        }
    }

    /** An empty mapping: what there is when an optional one is not. */
    Section none() {
        return new Section(path, line, new Node.Mapping(line, Map.of()), faults);
    }

    /** Keys that are right, and read by somebody else. */
    public void leave(String... keys) {
        known.addAll(List.of(keys));
    }

    /** What nobody asked for is a fault, here and in everything that was read of this section. */
    void refuseOtherKeys() {
        for (String name : keys()) {
            if (!known.contains(name)) {
                String meant = Nearest.to(name, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
                fault(name, "is not known here" + meant + " (known: " + String.join(", ", known) + ")");
            }
        }
        inner.values().forEach(Section::refuseOtherKeys);
    }

    private int lineOf(String key) {
        Node.Entry entry = node.entries().get(key);
        return entry == null ? line : entry.line();
    }

    private Optional<Node> child(String key) {
        known.add(key);
        return Optional.ofNullable(node.entries().get(key))
                .map(Node.Entry::value)
                .filter(child -> !(child instanceof Node.Nothing));
    }

    private List<Node> items(String key) {
        return child(key)
                .map(child -> child instanceof Node.Sequence sequence ? sequence.items() : List.of(child))
                .orElse(List.of());
    }

    private Optional<String> scalar(String place, Node child) {
        if (child instanceof Node.Scalar scalar) {
            return Optional.of(scalar.text());
        }
        faults.add(new FileFault(child.line(), pathOf(place), "is not a single value but a " + child.words()));
        return Optional.empty();
    }

    private Optional<Section> mapping(String place, int from, Node child) {
        if (child instanceof Node.Mapping mapping) {
            return Optional.of(inner.computeIfAbsent(place, any -> new Section(pathOf(place), from, mapping, faults)));
        }
        faults.add(new FileFault(
                child.line(), pathOf(place), "is not a mapping of keys to values but a " + child.words()));
        return Optional.empty();
    }

    private <T> Optional<T> reading(String place, int at, String text, Function<String, T> read) {
        try {
            return Optional.of(read.apply(text));
        } catch (IllegalArgumentException | ArithmeticException e) {
            faults.add(new FileFault(at, pathOf(place), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }
}
