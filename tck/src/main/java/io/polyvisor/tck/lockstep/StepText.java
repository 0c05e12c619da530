package io.polyvisor.tck.lockstep;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Steps as text, one a line: the step's name, then its arguments as {@code name=value}. {@code power-off guest=g0 accepting=true}.
 * What stands behind a {@code #} is a comment. What is printed parses back to the same steps.
 */
final class StepText {
    private static final Map<String, Class<?>> KINDS = new TreeMap<>(
            kinds(Step.class).collect(Collectors.toMap(kind -> dashed(kind.getSimpleName()), kind -> kind)));

    private StepText() {}

    /** All kinds of steps. */
    static Collection<Class<?>> kinds() {
        return KINDS.values();
    }

    /** One step as a line. */
    static String print(Step step) {
        String arguments = Arrays.stream(step.getClass().getRecordComponents())
                .map(part -> " " + dashed(part.getName()) + "=" + quoted(value(part, step)))
                .collect(Collectors.joining());
        return dashed(step.getClass().getSimpleName()) + arguments;
    }

    static String print(List<Step> steps) {
        return steps.stream().map(StepText::print).collect(Collectors.joining("\n", "", "\n"));
    }

    /** All steps of a script. */
    static List<Step> parseScript(String script) {
        return script.lines()
                .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .map(StepText::parse)
                .toList();
    }

    /** One line as a step. */
    static Step parse(String line) {
        String[] words = line.strip().split(" +", -1);
        Class<?> kind = KINDS.get(words[0]);
        if (kind == null) {
            throw new IllegalArgumentException("no step is called \"" + words[0] + "\"; there are " + KINDS.keySet());
        }
        Map<String, String> arguments = new TreeMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("\"" + words[i] + "\" in \"" + line + "\" is not name=value");
            }
            arguments.put(words[i].substring(0, equals), unquoted(words[i].substring(equals + 1)));
        }
        return made(kind, arguments, line);
    }

    private static Step made(Class<?> kind, Map<String, String> arguments, String line) {
        RecordComponent[] parts = kind.getRecordComponents();
        Object[] values = new Object[parts.length];
        Class<?>[] types = new Class<?>[parts.length];
        for (int i = 0; i < parts.length; i++) {
            String text = arguments.remove(dashed(parts[i].getName()));
            if (text == null) {
                throw new IllegalArgumentException("\"" + line + "\" lacks " + dashed(parts[i].getName()) + "=...");
            }
            types[i] = parts[i].getType();
            values[i] = read(types[i], text);
        }
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("\"" + line + "\" has no use for " + arguments.keySet());
        }
        try {
            Constructor<?> constructor = kind.getDeclaredConstructor(types);
            return (Step) constructor.newInstance(values);
        } catch (InvocationTargetException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException e) {
            throw new IllegalArgumentException("\"" + line + "\" makes no step", e);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object read(Class<?> type, String text) {
        if (type == int.class) {
            return Integer.valueOf(text);
        }
        if (type == boolean.class) {
            return Boolean.valueOf(text);
        }
        return type.isEnum() ? Enum.valueOf((Class<? extends Enum>) type, text) : text;
    }

    private static Object value(RecordComponent part, Step step) {
        try {
            return part.getAccessor().invoke(step);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + part + " of a step", e);
        }
    }

    /** Blanks would end the word. */
    private static String quoted(Object value) {
        return String.valueOf(value).replace("%", "%25").replace(" ", "%20").replace("#", "%23");
    }

    private static String unquoted(String text) {
        return text.replace("%23", "#").replace("%20", " ").replace("%25", "%");
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Stream.of(type.getPermittedSubclasses()).flatMap(StepText::kinds);
    }

    private static String dashed(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
