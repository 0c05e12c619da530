package io.polyvisor.cli;

import io.polyvisor.apply.Birth;
import io.polyvisor.apply.Births;
import io.polyvisor.apply.Passage;
import io.polyvisor.apply.Passages;
import io.polyvisor.apply.StateDirectory;
import io.polyvisor.apply.StateException;
import io.polyvisor.apply.site.Observed;
import io.polyvisor.apply.site.ObservedDocument;
import io.polyvisor.apply.site.Remembered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The last look at a site, kept between two commands: it stands in for endpoints that do not answer. */
record SiteMemory(StateDirectory state) {
    private static final String FILE = "observed.json";

    /** What earlier commands saw, and where plans brought guests since. */
    Remembered recall(Consumer<String> notes) {
        Path file = state.root().resolve(FILE);
        Optional<Observed> last =
                Files.isRegularFile(file) ? Optional.of(ObservedDocument.read(file)) : Optional.empty();
        List<Passage> passages = last.map(seen -> passages(seen, notes)).orElse(List.of());
        return new Remembered(state.fenced().keySet(), last, passages, births(notes));
    }

    private List<Passage> passages(Observed last, Consumer<String> notes) {
        try {
            return Passages.since(last.site(), state);
        } catch (StateException damaged) {
            notes.accept("where plans brought guests that nobody sees cannot be told: " + damaged.getMessage());
            return List.of();
        }
    }

    private List<Birth> births(Consumer<String> notes) {
        try {
            return Births.unfinished(state);
        } catch (StateException damaged) {
            notes.accept("which guests plans were making that nobody sees cannot be told: " + damaged.getMessage());
            return List.of();
        }
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
