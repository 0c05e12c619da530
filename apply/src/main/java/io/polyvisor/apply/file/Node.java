package io.polyvisor.apply.file;

import java.util.List;
import java.util.Map;

/** What a document is made of, each part with the line on which it begins. Immutable. */
sealed interface Node {
    /** From 1. */
    int line();

    /** What people call it. */
    String words();

    /** Nothing: a key without value. */
    record Nothing(int line) implements Node {
        @Override
        public String words() {
            return "nothing";
        }
    }

    /** A single value, as it is written. */
    record Scalar(int line, String text) implements Node {
        @Override
        public String words() {
            return "string";
        }
    }

    /** Values in order. */
    record Sequence(int line, List<Node> items) implements Node {
        @Override
        public String words() {
            return "list";
        }
    }

    /** Values by keys, in order. */
    record Mapping(int line, Map<String, Entry> entries) implements Node {
        @Override
        public String words() {
            return "mapping";
        }
    }

    /** A key's own line, which can be before its value's. */
    record Entry(int line, Node value) {}
}
