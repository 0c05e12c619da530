package io.polyvisor.apply.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the same tree of JSON. Not thread-safe. */
final class JsonTree {
    private static final int DEEPEST = 40;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;
    private final List<FileFault> faults;

    private JsonTree(JsonParser parser, List<FileFault> faults) {
        this.parser = parser;
        this.faults = faults;
    }

    /** The tree of that text; what is there twice goes to {@code faults}. */
    static Node of(String text, List<FileFault> faults) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return new Node.Nothing(1);
            }
            Node root = new JsonTree(parser, faults).node("", 0);
            if (parser.nextToken() != null) {
                throw new UnreadableTextException(line(parser), "goes on after its end");
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new UnreadableTextException(
                    line,
                    "is not JSON: " + e.getOriginalMessage().lines().findFirst().orElse("it ends too early"));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory could not be read", e);
        }
    }

    private Node node(String path, int depth) throws IOException {
        int line = line(parser);
        if (depth > DEEPEST) {
            throw new UnreadableTextException(line, "is nested more than " + DEEPEST + " deep");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(path, line, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Node> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(node(path + "[" + items.size() + "]", depth + 1));
            }
            return new Node.Sequence(line, List.copyOf(items));
        }
        return token == JsonToken.VALUE_NULL ? new Node.Nothing(line) : new Node.Scalar(line, parser.getText());
    }

    private Node mapping(String path, int line, int depth) throws IOException {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = line(parser);
            parser.nextToken();
            String inner = path.isEmpty() ? key : path + "." + key;
            Node.Entry entry = new Node.Entry(keyLine, node(inner, depth + 1));
            Node.Entry first = entries.putIfAbsent(key, entry);
            if (first != null) {
                faults.add(new FileFault(keyLine, inner, "is there twice, first in line " + first.line()));
            }
        }
        return new Node.Mapping(line, entries);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
