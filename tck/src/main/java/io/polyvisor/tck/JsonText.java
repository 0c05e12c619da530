package io.polyvisor.tck;

import java.util.Iterator;
import java.util.Map;

/** Writes maps, lists, texts, numbers and booleans as JSON. A library would be one more jar on the class path of everybody's tests. */
final class JsonText {
    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    /** The value as JSON, indented by two blanks, with a line end. */
    static String of(Object value) {
        JsonText writer = new JsonText();
        writer.value(value, "\n");
        return writer.text.append('\n').toString();
    }

    private void value(Object value, String lineEnd) {
        if (value instanceof Map<?, ?> map) {
            object(map, lineEnd);
        } else if (value instanceof Iterable<?> list) {
            array(list, lineEnd);
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            string(value.toString());
        }
    }

    private void object(Map<?, ?> map, String lineEnd) {
        if (map.isEmpty()) {
            text.append("{}");
            return;
        }
        String inner = lineEnd + "  ";
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator).append(inner);
            string(String.valueOf(entry.getKey()));
            text.append(": ");
            value(entry.getValue(), inner);
            separator = ",";
        }
        text.append(lineEnd).append('}');
    }

    private void array(Iterable<?> list, String lineEnd) {
        Iterator<?> each = list.iterator();
        if (!each.hasNext()) {
            text.append("[]");
            return;
        }
        String inner = lineEnd + "  ";
        String separator = "[";
        while (each.hasNext()) {
            text.append(separator).append(inner);
            value(each.next(), inner);
            separator = ",";
        }
        text.append(lineEnd).append(']');
    }

    private void string(String content) {
        text.append('"');
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c < ' ' || Character.isSurrogate(c) ? String.format("\\u%04x", (int) c) : c);
            }
        }
        text.append('"');
    }
}
