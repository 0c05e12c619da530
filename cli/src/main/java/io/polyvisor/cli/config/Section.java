package io.polyvisor.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.model.SpecProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A mapping in a YAML file, read key by key. Faults are collected by path, so that a reader hears of all of them at once; a key that
 * nobody asked for is a fault that names the right ones. Not thread-safe.
 */
final class Section {
    private final String path;
    private final ObjectNode node;
    private final List<SpecProblem> problems;
    private final Set<String> known = new LinkedHashSet<>();

    Section(String path, ObjectNode node, List<SpecProblem> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    /** Where this mapping lies, such as {@code endpoints.kvm1}. */
    String path() {
        return path;
    }

    String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    void fault(String key, String why) {
        problems.add(new SpecProblem(pathOf(key), why));
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    Optional<String> text(String key) {
        return child(key).flatMap(child -> scalar(key, child));
    }

    /** A text that {@code read} makes something of; what it says when it cannot is the fault. */
    <T> Optional<T> value(String key, Function<String, T> read) {
        return text(key).flatMap(text -> reading(pathOf(key), text, read));
    }

    Optional<Boolean> flag(String key) {
        return child(key).flatMap(child -> {
            if (child.isBoolean()) {
                return Optional.of(child.booleanValue());
            }
            fault(key, "is neither true nor false");
            return Optional.empty();
        });
    }

    <E extends Enum<E>> Optional<E> choice(String key, Class<E> words) {
        return value(key, text -> Words.choice(words, text));
    }

    /** A list of texts; a single text stands for a list of one. */
    <T> List<T> values(String key, Function<String, T> read) {
        List<T> found = new ArrayList<>();
        int index = 0;
        for (JsonNode item : items(key)) {
            String place = key + "[" + index++ + "]";
            scalar(place, item)
                    .flatMap(text -> reading(pathOf(place), text, read))
                    .ifPresent(found::add);
        }
        return found;
    }

    Map<String, String> texts(String key) {
        Map<String, String> found = new LinkedHashMap<>();
        section(key)
                .ifPresent(inner ->
                        inner.names().forEach(name -> inner.text(name).ifPresent(text -> found.put(name, text))));
        return found;
    }

    Optional<Section> section(String key) {
        return child(key).flatMap(child -> mapping(key, child));
    }

    /** A list of mappings. */
    List<Section> sections(String key) {
        List<Section> found = new ArrayList<>();
        int index = 0;
        for (JsonNode item : items(key)) {
            mapping(key + "[" + index++ + "]", item).ifPresent(found::add);
        }
        return found;
    }

    /** Mappings by names that the writer of the file chose. */
    Map<String, Section> named(String key) {
        Map<String, Section> found = new LinkedHashMap<>();
        section(key)
                .ifPresent(inner ->
                        inner.names().forEach(name -> inner.section(name).ifPresent(each -> found.put(name, each))));
        return found;
    }

    /** A key that looks right but must not be there. */
    void refuse(String key, String whatWouldBeRight) {
        if (node.has(key)) {
            known.add(key);
            fault(key, whatWouldBeRight);
        }
    }

    /** What nobody asked for is a fault. Call when everything was read. */
    void refuseOtherKeys() {
        names().filter(name -> !known.contains(name)).forEach(name -> {
            String meant = Nearest.to(name, known)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("");
            fault(name, "is not known here" + meant + " (known: " + String.join(", ", known) + ")");
        });
    }

    private Stream<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    private Optional<JsonNode> child(String key) {
        known.add(key);
        return Optional.ofNullable(node.get(key)).filter(child -> !child.isNull());
    }

    private List<JsonNode> items(String key) {
        return child(key)
                .map(child -> {
                    List<JsonNode> items = new ArrayList<>();
                    if (child.isArray()) {
                        child.forEach(items::add);
                    } else {
                        items.add(child);
                    }
                    return items;
                })
                .orElse(List.of());
    }

    private Optional<String> scalar(String place, JsonNode child) {
        if (child.isValueNode() && !child.isNull()) {
            return Optional.of(child.asText());
        }
        fault(place, "is not a single value but a " + kindOf(child));
        return Optional.empty();
    }

    private Optional<Section> mapping(String place, JsonNode child) {
        if (child instanceof ObjectNode object) {
            return Optional.of(new Section(pathOf(place), object, problems));
        }
        fault(place, "is not a mapping of keys to values but a " + kindOf(child));
        return Optional.empty();
    }

    private <T> Optional<T> reading(String place, String text, Function<String, T> read) {
        try {
            return Optional.of(read.apply(text));
        } catch (IllegalArgumentException | ArithmeticException e) {
            problems.add(new SpecProblem(place, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static String kindOf(JsonNode child) {
        return switch (child.getNodeType()) {
            case ARRAY -> "list";
            case OBJECT -> "mapping";
            case NULL, MISSING -> "nothing";
            default -> child.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
