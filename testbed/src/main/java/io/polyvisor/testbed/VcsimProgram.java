package io.polyvisor.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The simulator as a program: a main of our own over govmomi's library as Debian packages it, built once per content. */
final class VcsimProgram {

    private static final Path SOURCES = Path.of("/usr/share/gocode");
    private static final Path LIBRARY = SOURCES.resolve("src/github.com/vmware/govmomi/simulator");
    private static final Path LIBRARY_SUMS = Path.of("/var/lib/dpkg/info/golang-github-vmware-govmomi-dev.md5sums");
    private static final List<Path> NEEDED =
            List.of(Path.of("/usr/bin/go"), Path.of("/usr/bin/openssl"), LIBRARY, LIBRARY_SUMS);
    private static final String MAIN = "vcsim/main.go";
    private static final Duration COLD_BUILD = Duration.ofMinutes(10);

    private VcsimProgram() {}

    static Availability availability() {
        List<Path> missing = NEEDED.stream().filter(path -> !Files.exists(path)).toList();
        return missing.isEmpty()
                ? Availability.available()
                : Availability.missing(
                        "vcsim cannot be built: testbed/bin/install-packages brings what is missing, " + missing);
    }

    /** The program's file; the first call on a machine compiles for half a minute, or longer where others compile too. */
    static Path obtain() {
        Availability availability = availability();
        if (!availability.isAvailable()) {
            throw new TestbedFailure(String.valueOf(availability.obstacle()));
        }
        try {
            byte[] main = source();
            String compiler = Command.of("go", "version").output();
            String key = new ContentKey()
                    .with(main)
                    .with(compiler)
                    .with(LIBRARY_SUMS)
                    .digits();
            return TestbedCache.ofThisUser().obtain("vcsim-" + key, file -> build(main, file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what vcsim is built from", e);
        }
    }

    private static byte[] source() throws IOException {
        try (InputStream main = VcsimProgram.class.getResourceAsStream(MAIN)) {
            return Objects.requireNonNull(main, MAIN).readAllBytes();
        }
    }

    private static void build(byte[] main, Path file) throws IOException {
        Path workshop = Files.createTempDirectory(file.getParent(), ".vcsim-workshop-");
        try {
            Path source = Files.write(workshop.resolve("main.go"), main);
            Command.of("go", "build", "-trimpath", "-ldflags=-s -w", "-o", file, source)
                    .knowing(Map.of(
                            "GO111MODULE",
                            "off",
                            "GOFLAGS",
                            "",
                            // no C compiler is asked for
                            "CGO_ENABLED",
                            "0",
                            "GOPATH",
                            SOURCES.toString(),
                            "GOCACHE",
                            workshop.resolve("cache").toString(),
                            "GOTMPDIR",
                            workshop.toString()))
                    .within(COLD_BUILD)
                    .output();
        } finally {
            deleteTree(workshop);
        }
    }

    /** Removes a directory with all that is in it. */
    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
