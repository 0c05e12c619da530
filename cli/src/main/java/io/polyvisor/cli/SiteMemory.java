package io.polyvisor.cli;

import io.polyvisor.apply.StateDirectory;
import io.polyvisor.apply.site.Observed;
import io.polyvisor.apply.site.ObservedDocument;
import io.polyvisor.apply.site.Remembered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The last look at a site, kept between two commands: it stands in for endpoints that do not answer. */
record SiteMemory(StateDirectory state) {
    private static final String FILE = "observed.json";

    /** What earlier commands saw. */
    Remembered recall() {
        Path file = state.root().resolve(FILE);
        Optional<Observed> last =
                Files.isRegularFile(file) ? Optional.of(ObservedDocument.read(file)) : Optional.empty();
        return new Remembered(state.fenced().keySet(), last);
    }

    /** Keeps this look instead, whole or not at all. */
    void keep(Observed observed) {
        Path file = state.root().resolve(FILE);
        try {
            Path fresh = Files.createTempFile(state.root(), FILE, ".new");
            Files.writeString(fresh, ObservedDocument.text(observed));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written; choose another --state", e);
        }
    }
}
