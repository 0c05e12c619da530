package io.polyvisor.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.apply.StateException.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One line of a journal.
 *
 * @param at when
 * @param kind what it records
 * @param step the step's number; 0 when it is about the plan
 * @param facts what else, by name
 */
record JournalRecord(Instant at, Kind kind, int step, Map<String, String> facts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    JournalRecord {
        facts = Map.copyOf(facts);
    }

    /** What is recorded. */
    enum Kind {
        /** The whole plan, on whose behalf and why: the first record. */
        PLAN,
        /** Somebody goes on with it. */
        RESUMED,
        /** A step is about to be taken. */
        BEGUN,
        /** It was taken, or was so already. */
        ENDED,
        /** It failed, and changed nothing. */
        FAILED,
        /** It cannot be told whether it took effect. */
        UNKNOWN,
        /** The plan stops before that step: drift, or something could not be observed. */
        STOPPED,
        /** Somebody takes back what was done. */
        UNDO,
        /** A step is about to be taken back. */
        UNDO_BEGUN,
        /** It was taken back. */
        UNDONE,
        /** The plan is done, or undone. */
        FINISHED
    }

    Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    String text() {
        ObjectNode node = JSON.createObjectNode();
        node.put("at", at.toString());
        node.put("kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (step > 0) {
            node.put("step", step);
        }
        new TreeMap<>(facts).forEach(node::put);
        return node.toString();
    }

    static JournalRecord parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            Map<String, String> facts = new LinkedHashMap<>();
            node.fieldNames()
                    .forEachRemaining(name -> facts.put(name, node.get(name).asText()));
            String kind = node.path("kind").asText().toUpperCase(Locale.ROOT).replace('-', '_');
            Instant at = Instant.parse(node.path("at").asText());
            facts.keySet().removeAll(Set.of("at", "kind", "step"));
            return new JournalRecord(at, Kind.valueOf(kind), node.path("step").asInt(0), facts);
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            throw new StateException(
                    Reason.DAMAGED, "a journal record is whole but cannot be understood: " + e.getMessage(), e);
        }
    }
}
