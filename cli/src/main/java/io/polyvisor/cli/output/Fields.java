package io.polyvisor.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.model.Memory;
import io.polyvisor.placement.site.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A JSON object under construction. Amounts are bytes, durations milliseconds, money numbers with two decimals, instants ISO 8601 in UTC, identities text, choices the
 * contract's words in capitals; what is unknown is null and never left out. Not thread-safe.
 */
final class Fields {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode node = NODES.objectNode();

    Fields put(String key, Object value) {
        node.set(key, json(value));
        return this;
    }

    ObjectNode node() {
        return node;
    }

    private static JsonNode json(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? json(optional.get()) : NODES.nullNode();
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? NODES.numberNode(optional.getAsLong()) : NODES.nullNode();
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? NODES.numberNode(optional.getAsDouble()) : NODES.nullNode();
        }
        if (value instanceof JsonNode ready) {
            return ready;
        }
        if (value instanceof Collection<?> all) {
            ArrayNode array = NODES.arrayNode();
            all.forEach(each -> array.add(json(each)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.entrySet().stream()
                    .sorted((a, b) -> text(a.getKey()).compareTo(text(b.getKey())))
                    .forEach(entry -> object.set(text(entry.getKey()), json(entry.getValue())));
            return object;
        }
        return scalar(value);
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
        if (value instanceof Memory amount) {
            return NODES.numberNode(amount.bytes());
        }
        if (value instanceof Money money) {
            return NODES.numberNode(BigDecimal.valueOf(money.hundredths(), 2));
        }
        if (value instanceof Duration duration) {
            return NODES.numberNode(duration.toMillis());
        }
        if (value instanceof Instant instant) {
            return NODES.textNode(instant.toString());
        }
        return NODES.textNode(text(value));
    }

    private static String text(Object value) {
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }
}
