package io.polyvisor.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Documents for scripts. Each is an object that names its {@code schema} and {@code kind}; docs/cli.md lists them. Within a version
 * of the schema keys are added, never renamed, removed or given another meaning. Stateless.
 */
public final class Documents {
    /** The schema's name and version. */
    public static final String SCHEMA = "polyvisor/1";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

    private Documents() {}

    /** A document with one list. */
    public static ObjectNode list(String kind, List<? extends JsonNode> items) {
        return head(kind).put("items", items).node();
    }

    /** A document with one object under its kind. */
    public static ObjectNode single(String kind, JsonNode content) {
        return head(kind).put(kind, content).node();
    }

    /** A document with these fields. */
    public static ObjectNode of(String kind, Map<String, ?> fields) {
        Fields document = head(kind);
        fields.forEach(document::put);
        return document.node();
    }

    /** A part of a document. */
    public static ObjectNode plain(Map<String, ?> fields) {
        Fields part = new Fields();
        fields.forEach(part::put);
        return part.node();
    }

    /** As text for people's eyes, over several lines. */
    public static String pretty(JsonNode document) {
        return write(PRETTY, document);
    }

    /** As text on one line. */
    public static String oneLine(JsonNode document) {
        return write(MAPPER.writer(), document);
    }

    private static Fields head(String kind) {
        return new Fields().put("schema", SCHEMA).put("kind", kind);
    }

    private static String write(ObjectWriter writer, JsonNode document) {
        try {
            return writer.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree of JSON could not be written", e);
        }
    }
}
