package io.polyvisor.apply.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a file that was right, it is read, or its faults are named: nothing else ever comes out. */
final class MutatedFilesTest {
    private static final int ROUNDS = 1_500;
    private static final String[] PIECES = {
        "-",
        ":",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        "#",
        "&a",
        "*a",
        "!!x",
        "\n",
        "  ",
        "|",
        ">",
        "null",
        "~",
        "-1",
        "99999999999999999999",
        "1e9",
        "0x10",
        "\u0000",
        "\u00e4",
        "\ud83d\ude00",
        "\t",
        "?",
        "---",
        "...",
        "%",
        "@",
        ",",
        "true",
        "kvm1",
        "/",
        "8EiB",
        "\u2028",
        ".",
        "=",
        "<<: "
    };
    private static final DeclaredSite SITE = SiteDocument.read("site.yaml", SampleFiles.SITE);

    @TempDir
    private Path folder;

    @Test
    void a_site_file() {
        mutate(SampleFiles.SITE, 1, text -> SiteDocument.read("site.yaml", text));
    }

    @Test
    void a_file_of_services() {
        mutate(SampleFiles.SERVICES, 2, text -> ServicesDocument.read(file(text), SITE));
    }

    @Test
    void a_policy() {
        mutate(SampleFiles.POLICY, 3, text -> PolicyDocument.read(file(text), SITE));
    }

    @Test
    void a_plan() {
        mutate(PlanDocument.text(PlanSamples.everything()), 4, text -> PlanDocument.read("plan.json", text));
    }

    private Path file(String text) {
        try {
            return Files.writeString(folder.resolve("file.yaml"), text);
        } catch (IOException e) {
            // A half of a surrogate pair is no text that a file could hold.
            return folder.resolve("none.yaml");
        }
    }

    private static void mutate(String right, long seed, Consumer<String> reader) {
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutated(right, random);
            try {
                reader.accept(text);
            } catch (FileFaultsException e) {
                refused++;
                assertThat(e.faults()).isNotEmpty();
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException | StackOverflowError e) {
                fail("round " + round + " of seed " + seed + " ended in " + e + "\n" + text, e);
            }
        }
        assertThat(refused).isGreaterThan(ROUNDS / 4);
    }

    private static String mutated(String right, SplittableRandom random) {
        StringBuilder text = new StringBuilder(right);
        int changes = random.nextInt(1, 4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(1, 12));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> text.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
                default -> text.insert(random.nextInt(text.length()), text.substring(at, end));
            }
        }
        return text.toString();
    }
}
