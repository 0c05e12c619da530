package io.polyvisor.apply.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Makes a tree of YAML's plain part: one document of mappings, lists and values. Aliases, tags and keys that are no values are
 * refused: they make a small file large, or a value something else than what is written. Not thread-safe.
 */
final class YamlTree {
    private static final int DEEPEST = 40;
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

    private final Parser parser;
    private final List<FileFault> faults;

    private YamlTree(String text, List<FileFault> faults) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        this.parser = new ParserImpl(new StreamReader(text), options);
        this.faults = faults;
    }

    /** The tree of that text; what is there twice goes to {@code faults}. */
    static Node of(String text, List<FileFault> faults) {
        try {
            return new YamlTree(text, faults).document();
        } catch (MarkedYAMLException e) {
            throw new UnreadableTextException(lineOf(e.getProblemMark()), "is not YAML: " + e.getProblem());
        } catch (ReaderException e) {
            throw new UnreadableTextException(
                    lineAt(text, e.getPosition()), "holds a character that cannot be printed");
        } catch (YAMLException e) {
            throw new UnreadableTextException(1, "is not YAML");
        }
    }

    private Node document() {
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return new Node.Nothing(1);
        }
        parser.getEvent();
        Node root = node("", 0);
        parser.getEvent();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            throw new UnreadableTextException(
                    lineOf(parser.peekEvent().getStartMark()), "begins a second document; a file holds one");
        }
        return root;
    }

    private Node node(String path, int depth) {
        Event event = parser.getEvent();
        int line = lineOf(event.getStartMark());
        if (depth > DEEPEST) {
            throw new UnreadableTextException(line, "is nested more than " + DEEPEST + " deep");
        }
        refuseSpecials(event, line);
        if (event instanceof ScalarEvent scalar) {
            boolean nothing = scalar.getScalarStyle() == ScalarStyle.PLAIN && NOTHING.contains(scalar.getValue());
            return nothing ? new Node.Nothing(line) : new Node.Scalar(line, scalar.getValue());
        }
        return event instanceof SequenceStartEvent ? sequence(path, line, depth) : mapping(path, line, depth);
    }

    private static void refuseSpecials(Event event, int line) {
        if (event instanceof AliasEvent alias) {
            throw new UnreadableTextException(
                    line, "refers to *" + alias.getAnchor() + "; aliases are not read: write the value out");
        }
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            throw new UnreadableTextException(
                    line, "has the anchor &" + node.getAnchor() + "; anchors are not read: leave it out");
        }
        String tag = tagOf(event);
        if (tag != null && !tag.equals("!")) {
            throw new UnreadableTextException(line, "has the tag " + tag + "; tags are not read: leave it out");
        }
    }

    private static @org.jspecify.annotations.Nullable String tagOf(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        if (event instanceof SequenceStartEvent sequence) {
            return sequence.getTag();
        }
        return event instanceof MappingStartEvent mapping ? mapping.getTag() : null;
    }

    private Node sequence(String path, int line, int depth) {
        List<Node> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(path + "[" + items.size() + "]", depth + 1));
        }
        parser.getEvent();
        return new Node.Sequence(line, List.copyOf(items));
    }

    private Node mapping(String path, int line, int depth) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Event event = parser.peekEvent();
            int keyLine = lineOf(event.getStartMark());
            if (!(event instanceof ScalarEvent key)) {
                throw new UnreadableTextException(keyLine, "has a key that is not a single value");
            }
            refuseSpecials(parser.getEvent(), keyLine);
            String inner = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            Node.Entry entry = new Node.Entry(keyLine, node(inner, depth + 1));
            Node.Entry first = entries.putIfAbsent(key.getValue(), entry);
            if (first != null) {
                faults.add(new FileFault(keyLine, inner, "is there twice, first in line " + first.line()));
            }
        }
        parser.getEvent();
        return new Node.Mapping(line, entries);
    }

    private static int lineOf(@org.jspecify.annotations.Nullable Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }

    private static int lineAt(String text, int position) {
        return 1
                + (int) text.codePoints()
                        .limit(position)
                        .filter(point -> point == '\n')
                        .count();
    }
}
