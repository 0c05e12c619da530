package io.polyvisor.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyvisor.apply.StateException.Reason;
import io.polyvisor.model.GuestId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The last observations of guests on disk: a file for each endpoint, one line for each guest. */
final class KeptGuests {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    KeptGuests(Path directory) {
        this.directory = directory;
    }

    /** What is kept of that endpoint's guests. */
    Map<GuestId, KeptGuest> of(String endpoint) {
        Path file = file(endpoint);
        try {
            String text = new String(PrivateFiles.read(file).orElseGet(() -> new byte[0]), StandardCharsets.UTF_8);
            Map<GuestId, KeptGuest> kept = new LinkedHashMap<>();
            for (String line : text.split("\n", -1)) {
                if (!line.isBlank()) {
                    JsonNode node = JSON.readTree(line);
                    KeptGuest guest = KeptText.read(node);
                    kept.put(guest.view().id(), guest);
                }
            }
            return kept;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new StateException(
                    Reason.DAMAGED,
                    file + " cannot be understood: " + e.getMessage() + "; remove it, then observe again",
                    e);
        } catch (IOException e) {
            throw new StateException(Reason.UNUSABLE, file + " cannot be read: " + Words.of(e), e);
        }
    }

    /** Puts these in the place of what was kept of that endpoint's guests. */
    void replace(String endpoint, Iterable<KeptGuest> guests) {
        StringBuilder text = new StringBuilder();
        guests.forEach(guest -> text.append(KeptText.write(guest)).append('\n'));
        try {
            PrivateFiles.replace(file(endpoint), text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StateException(
                    Reason.NOT_KEPT, "observations cannot be kept in " + directory + ": " + Words.of(e), e);
        }
    }

    /** Puts observations of guests aside that are no longer where they were. */
    void gone(List<KeptGuest> guests, Instant since) {
        if (guests.isEmpty()) {
            return;
        }
        try (RecordLog log = RecordLog.open(directory.resolve("gone.log"), LogFile::open, LogProbe.none())
                .log()) {
            guests.forEach(guest -> log.append(
                    KeptText.write(guest).put("gone", since.toString()).toString()));
        }
    }

    /** The newest observation of a guest of that name, on any of these endpoints. */
    Optional<KeptGuest> newest(String guest, Collection<String> endpoints) {
        return all(guest, endpoints).max(Comparator.comparing(KeptGuest::at));
    }

    /** What is kept of guests of that name, on any of these endpoints. */
    Stream<KeptGuest> all(String guest, Collection<String> endpoints) {
        return endpoints.stream()
                .flatMap(endpoint -> of(endpoint).values().stream())
                .filter(kept -> kept.name().equals(guest));
    }

    /** An endpoint's name may hold anything; its file's name must not lead elsewhere. */
    private Path file(String endpoint) {
        String plain = endpoint.matches("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}")
                ? endpoint
                : Digests.sha256(endpoint.getBytes(StandardCharsets.UTF_8));
        return directory.resolve(plain + ".jsonl");
    }
}
