package io.polyvisor.apply.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.model.Memory;
import io.polyvisor.placement.site.Money;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object under construction. Amounts of memory are bytes, amounts of money decimals, durations and instants ISO 8601, identities
 * text, choices the contract's words in capitals; what is not there is null and never left out; what has no order is sorted. Not
 * thread-safe.
 */
public final class JsonFields {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ObjectNode node = NODES.objectNode();

    /** One more key. */
    public JsonFields put(String key, Object value) {
        node.set(key, json(value));
        return this;
    }

    /** The object. */
    public ObjectNode node() {
        return node;
    }

    /** A tree as text for people's eyes, with a line end. */
    public static String text(JsonNode tree) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree of JSON could not be written", e);
        }
    }

    private static JsonNode json(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? json(optional.get()) : NODES.nullNode();
        }
        if (value instanceof JsonNode ready) {
            return ready;
        }
        if (value instanceof JsonFields object) {
            return object.node();
        }
        if (value instanceof Set<?> set) {
            return array(set.stream()
                    .map(JsonFields::json)
                    .sorted(JsonFields::byText)
                    .toList());
        }
        if (value instanceof Collection<?> all) {
            return array(all.stream().map(JsonFields::json).toList());
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.entrySet().stream()
                    .sorted((one, other) -> text(one.getKey()).compareTo(text(other.getKey())))
                    .forEach(entry -> object.set(text(entry.getKey()), json(entry.getValue())));
            return object;
        }
        return scalar(value);
    }

    private static int byText(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? Long.compare(one.asLong(), other.asLong())
                : one.toString().compareTo(other.toString());
    }

    private static ArrayNode array(List<JsonNode> items) {
        ArrayNode array = NODES.arrayNode();
        items.forEach(array::add);
        return array;
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? NODES.numberNode(number) : NODES.nullNode();
        }
        if (value instanceof Memory amount) {
            return NODES.numberNode(amount.bytes());
        }
        if (value instanceof Money amount) {
            return NODES.numberNode(BigDecimal.valueOf(amount.hundredths(), 2));
        }
        return NODES.textNode(text(value));
    }

    private static String text(Object value) {
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }
}
