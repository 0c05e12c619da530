package io.polyvisor.apply.file;

import io.polyvisor.model.SeedSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads what a guest is told at its first boot. Stateless. */
public final class SeedSection {
    private static final int LARGEST_USER_DATA = 1;

    private SeedSection() {}

    /** Reads the key {@code seed} of that section; files that it names lie beside {@code file}. */
    public static Optional<SeedSpec> of(Section section, Path file) {
        return of(section, file, Optional.empty());
    }

    /** The same, with the host name that holds where the seed names none. */
    static Optional<SeedSpec> of(Section section, Path file, Optional<String> hostName) {
        return section.section("seed").flatMap(seed -> seed.made(() -> seed(seed, file, hostName)));
    }

    private static SeedSpec seed(Section section, Path file, Optional<String> hostName) {
        Optional<SeedSpec> named = section.value("host-name", SeedSpec::hostName);
        List<String> keys = section.values("authorized-keys", text -> text);
        List<String> sameKeys = section.values("ssh-keys", text -> text);
        Optional<String> userData = section.text("user-data");
        Optional<String> userDataFile = section.text("user-data-file");
        if (section.has("authorized-keys") && section.has("ssh-keys")) {
            section.fault("ssh-keys", "means the same as authorized-keys; give one of them");
        }
        if (userData.isPresent() && userDataFile.isPresent()) {
            section.fault("user-data-file", "give either user-data or user-data-file, not both");
        }
        Optional<String> told = userData.or(() -> userDataFile.flatMap(name -> beside(section, file, name)));
        SeedSpec seed = section.need("host-name", otherwise(section, named, hostName))
                .withAuthorizedKeys(keys.isEmpty() ? sameKeys : keys);
        return told.map(seed::withUserData).orElse(seed);
    }

    private static Optional<SeedSpec> otherwise(Section section, Optional<SeedSpec> named, Optional<String> hostName) {
        return section.has("host-name") ? named : hostName.map(SeedSpec::hostName);
    }

    private static Optional<String> beside(Section section, Path file, String name) {
        try {
            return Optional.of(BoundedText.read(file.toAbsolutePath().resolveSibling(name), LARGEST_USER_DATA));
        } catch (UnreadableTextException e) {
            section.fault("user-data-file", name + " " + e.getMessage());
            return Optional.empty();
        }
    }
}
