package io.polyvisor.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What documents show is what tests run: each Java block in them says after which region of the examples it was taken, and equals it.
 * {@code mvn -pl examples test -Dtest=CodeInDocumentsTest -Dtour.rewrite} copies regions into the documents.
 */
final class CodeInDocumentsTest {
    private static final List<Path> DOCUMENTS =
            List.of(Path.of("../docs/tour.md"), Path.of("../docs/adding-a-backend.md"), Path.of("../README.md"));
    private static final Pattern BEGIN = Pattern.compile("\\s*// tour:([a-z-]+)");
    private static final Pattern END = Pattern.compile("\\s*// end");
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- tour:([a-z-]+) -->\n)?```java\n(.*?)```\n", Pattern.DOTALL);

    private final Map<String, String> regions = regions();

    @Test
    void every_java_block_equals_the_region_that_it_names() throws IOException {
        for (Path document : DOCUMENTS) {
            if (System.getProperty("tour.rewrite") != null) {
                Files.writeString(document, rewritten(Files.readString(document)));
            }
            Matcher block = BLOCK.matcher(Files.readString(document));
            while (block.find()) {
                assertThat(block.group(1))
                        .as("a region named before a Java block of " + document)
                        .isNotNull();
                assertThat(block.group(2))
                        .as("tour:" + block.group(1) + " in " + document)
                        .isEqualTo(region(block.group(1)));
            }
        }
    }

    @Test
    void every_region_is_shown_somewhere() throws IOException {
        Set<String> shown = new LinkedHashSet<>();
        for (Path document : DOCUMENTS) {
            Matcher block = BLOCK.matcher(Files.readString(document));
            while (block.find()) {
                shown.add(String.valueOf(block.group(1)));
            }
        }
        assertThat(shown).containsExactlyInAnyOrderElementsOf(regions.keySet());
    }

    @Test
    void a_block_that_was_changed_is_noticed() {
        String name = regions.keySet().iterator().next();
        String stale = "<!-- tour:" + name + " -->\n```java\nint old;\n```\n";
        Matcher block = BLOCK.matcher(rewritten(stale));
        assertThat(block.find()).isTrue();
        assertThat(block.group(2)).isEqualTo(region(name)).doesNotContain("int old");
    }

    private String rewritten(String document) {
        return BLOCK.matcher(document)
                .replaceAll(found -> found.group(1) == null
                        ? Matcher.quoteReplacement(found.group())
                        : Matcher.quoteReplacement(
                                "<!-- tour:" + found.group(1) + " -->\n```java\n" + region(found.group(1)) + "```\n"));
    }

    private String region(String name) {
        assertThat(regions).containsKey(name);
        return regions.get(name);
    }

    private static Map<String, String> regions() {
        Map<String, String> all = new TreeMap<>();
        for (Path folder : List.of(Path.of("src"), Path.of("scripts"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(path -> path.toString().endsWith(".java")).forEach(path -> collect(path, all));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    private static void collect(Path source, Map<String, String> into) {
        List<String> region = new ArrayList<>();
        String name = "";
        for (String line : lines(source)) {
            Matcher begin = BEGIN.matcher(line);
            if (begin.matches()) {
                name = begin.group(1);
                region.clear();
            } else if (END.matcher(line).matches()) {
                String text = String.join("\n", region).stripIndent() + "\n";
                assertThat(into.put(name, text))
                        .as("another region tour:" + name)
                        .isNull();
                name = "";
            } else if (!name.isEmpty()) {
                region.add(line);
            }
        }
        assertThat(name).as("the region of " + source + " that has no end").isEmpty();
    }

    private static List<String> lines(Path source) {
        try {
            return Files.readAllLines(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
