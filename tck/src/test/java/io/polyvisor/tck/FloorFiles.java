package io.polyvisor.tck;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The floor files that the backends of hypervisors commit with their tests; the model's is not among them. */
final class FloorFiles {
    private static final String ENDING = ".floor.properties";

    private FloorFiles() {}

    /** What they say together: {@code kvm.floor.properties} is of kind kvm, and so would be {@code kvm-nested.floor.properties}. */
    static Standings standings() {
        Map<String, Set<RuleId>> passed = new TreeMap<>();
        for (Path file : files()) {
            String name = file.getFileName().toString().replace(ENDING, "");
            String kind = name.split("-", 2)[0];
            passed.computeIfAbsent(kind, any -> new HashSet<>())
                    .addAll(read(file).rules());
        }
        return new Standings(passed);
    }

    private static List<Path> files() {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            return modules.filter(module -> module.getFileName().toString().startsWith("backend-"))
                    .map(module -> module.resolve(Path.of("src", "test", "resources")))
                    .filter(Files::isDirectory)
                    .flatMap(FloorFiles::below)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(ENDING)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Floor read(Path file) {
        try (Reader lines = Files.newBufferedReader(file)) {
            return Floor.read(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
