package io.polyvisor.apply.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads a file of YAML or JSON into something, or says everything that is wrong with it at once: by file, line and key. What nobody
 * asked for is a fault. Blocks for the reading of the file. Stateless.
 */
public final class TextDocument {
    private static final int LARGEST_YAML = 8;
    private static final int LARGEST_JSON = 128;

    private TextDocument() {}

    /**
     * Reads a YAML file of at most 8 MiB.
     *
     * @throws FileFaultsException for every fault that was found
     */
    public static <T> T yaml(Path file, Function<Section, T> reader) {
        return read(file.toString(), () -> BoundedText.read(file, LARGEST_YAML), YamlTree::of, reader);
    }

    /** Reads YAML text; {@code name} stands for the file in faults. */
    public static <T> T yaml(String name, String text, Function<Section, T> reader) {
        return read(name, () -> text, YamlTree::of, reader);
    }

    /**
     * Reads a JSON file of at most 128 MiB.
     *
     * @throws FileFaultsException for every fault that was found
     */
    public static <T> T json(Path file, Function<Section, T> reader) {
        return read(file.toString(), () -> BoundedText.read(file, LARGEST_JSON), JsonTree::of, reader);
    }

    /** Reads JSON text; {@code name} stands for the file in faults. */
    public static <T> T json(String name, String text, Function<Section, T> reader) {
        return read(name, () -> text, JsonTree::of, reader);
    }

    private static <T> T read(
            String name,
            Supplier<String> text,
            BiFunction<String, List<FileFault>, Node> parse,
            Function<Section, T> reader) {
        List<FileFault> faults = new FirstFaults();
        try {
            Section root = root(parse.apply(text.get(), faults), faults);
            Optional<T> result = root.made(() -> reader.apply(root));
            root.refuseOtherKeys();
            if (faults.isEmpty()) {
                return result.orElseThrow();
            }
        } catch (UnreadableTextException e) {
            faults.add(e.fault());
        }
        throw new FileFaultsException(name, faults.stream().distinct().sorted().toList());
    }

    private static Section root(Node tree, List<FileFault> faults) {
        if (tree instanceof Node.Mapping mapping) {
            return new Section("", 1, mapping, faults);
        }
        if (tree instanceof Node.Nothing) {
            return new Section("", 1, new Node.Mapping(1, Map.of()), faults);
        }
        throw new UnreadableTextException(tree.line(), "is not a mapping of keys to values but a " + tree.words());
    }
}
