package io.polyvisor.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The unpacked Debian kernel that the guest boots: its image, and its modules in an order that loads. */
final class KernelPackage {

    private static final String NAME = "linux-image-cloud-amd64";

    private final Path image;
    private final Map<String, Path> modules;

    private KernelPackage(Path image, Map<String, Path> modules) {
        this.image = image;
        this.modules = modules;
    }

    /** The kernel that install-packages left in the cache, or nothing if it was not run yet. */
    static Optional<KernelPackage> in(TestbedCache cache) {
        Path unpacked = cache.unpackedPackage(NAME);
        if (!Files.isDirectory(unpacked)) {
            return Optional.empty();
        }
        try {
            return Optional.of(at(unpacked));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the kernel package in " + unpacked, e);
        }
    }

    static KernelPackage at(Path unpacked) throws IOException {
        return new KernelPackage(imageIn(unpacked.resolve("boot")), modulesIn(unpacked.resolve("lib/modules")));
    }

    Path image() {
        return image;
    }

    /**
     * The modules wanted and all that they stand on, each after what it needs. The kernel is given them one by
     * one without modprobe; a virtio_pci loaded before its parts leaves every virtio device silently dead.
     */
    List<Path> loadOrder(List<String> wanted) throws IOException {
        Set<Path> ordered = new LinkedHashSet<>();
        for (String name : wanted) {
            addAfterItsNeeds(name, ordered);
        }
        return List.copyOf(ordered);
    }

    private void addAfterItsNeeds(String name, Set<Path> ordered) throws IOException {
        Path module = modules.get(canonical(name));
        if (module == null) {
            // Debian builds some drivers into the kernel in one release and as modules in the next.
            return;
        }
        for (String need : needsOf(Files.readAllBytes(module))) {
            addAfterItsNeeds(need, ordered);
        }
        ordered.add(module);
    }

    /** A module names what it needs in its ELF section .modinfo, as a C string {@code depends=a,b}. */
    static List<String> needsOf(byte[] module) {
        String text = new String(module, StandardCharsets.ISO_8859_1);
        String mark = "\0depends=";
        int start = text.indexOf(mark);
        if (start < 0) {
            return List.of();
        }
        int from = start + mark.length();
        String list = text.substring(from, text.indexOf('\0', from));
        return list.isEmpty() ? List.of() : List.of(list.split(","));
    }

    private static Path imageIn(Path boot) throws IOException {
        try (Stream<Path> files = Files.list(boot)) {
            return files.filter(file -> file.getFileName().toString().startsWith("vmlinuz-"))
                    .findFirst()
                    .orElseThrow(() -> new TestbedFailure("no kernel image in " + boot));
        }
    }

    private static Map<String, Path> modulesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".ko"))
                    .collect(Collectors.toMap(
                            file -> canonical(file.getFileName().toString().replace(".ko", "")), file -> file));
        }
    }

    private static String canonical(String name) {
        return name.replace('-', '_');
    }
}
