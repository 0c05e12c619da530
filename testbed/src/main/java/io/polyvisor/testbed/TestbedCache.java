package io.polyvisor.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where artefacts that take long to build are kept between runs, outside the checkout.
 *
 * <p>An artefact is a file whose name holds the {@link ContentKey} of everything it was built from, so it
 * never goes stale and is never overwritten. Builders exclude each other by a lock file, also across
 * processes; an artefact appears under its name only when it is whole.
 */
final class TestbedCache {

    private static final Object ONE_BUILDER_IN_THIS_JVM = new Object();

    private final Path directory;

    TestbedCache(Path directory) {
        this.directory = directory;
    }

    /** The cache that {@code testbed/bin/install-packages} fills too. */
    static TestbedCache ofThisUser() {
        return new TestbedCache(directory(System.getenv(), System.getProperty("user.home")));
    }

    static Path directory(Map<String, String> environment, String home) {
        @Nullable String own = environment.get("POLYVISOR_TESTBED_CACHE");
        if (own != null && !own.isEmpty()) {
            return Path.of(own);
        }
        @Nullable String xdg = environment.get("XDG_CACHE_HOME");
        Path caches = xdg == null || xdg.isEmpty() ? Path.of(home, ".cache") : Path.of(xdg);
        return caches.resolve("polyvisor-testbed");
    }

    /** Where {@code install-packages} leaves packages that are unpacked but not installed. */
    Path unpackedPackage(String name) {
        return directory.resolve("unpacked").resolve(name);
    }

    /** Makes an artefact in a file that nobody else sees yet. */
    interface Construction {
        void buildInto(Path file) throws IOException;
    }

    /** The artefact of that name; built now if this machine has not got it yet. */
    Path obtain(String name, Construction construction) {
        Path artefact = directory.resolve("built").resolve(name);
        if (Files.exists(artefact)) {
            return artefact;
        }
        synchronized (ONE_BUILDER_IN_THIS_JVM) {
            try {
                Files.createDirectories(artefact.getParent());
                return buildAlone(artefact, construction);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot build " + artefact, e);
            }
        }
    }

    private static Path buildAlone(Path artefact, Construction construction) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        artefact.resolveSibling("." + artefact.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (Files.exists(artefact)) {
                return artefact;
            }
            // One fixed name: what a builder that was killed left behind is overwritten by the next.
            Path unfinished = artefact.resolveSibling("." + artefact.getFileName() + ".unfinished");
            Files.deleteIfExists(unfinished);
            construction.buildInto(unfinished);
            return Files.move(unfinished, artefact, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
