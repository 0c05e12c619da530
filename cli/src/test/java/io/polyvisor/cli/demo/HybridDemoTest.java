package io.polyvisor.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.cli.DemoShell;
import io.polyvisor.cli.output.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class HybridDemoTest {

    @Test
    void the_story_holds_and_its_files_are_gone_afterwards() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Page page = new Page(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, 100, false, true);
        Path[] where = new Path[1];
        HybridDemo.run(
                (directory, printed, arguments) -> {
                    where[0] = directory;
                    return DemoShell.run(directory, printed, arguments);
                },
                page,
                "instant");
        String told = bytes.toString(StandardCharsets.UTF_8);
        assertThat(told)
                .contains("no cheaper assignment exists, and that is proved", "the two builders share no host")
                .contains("all twelve run, each once", "nothing was started", "running again, on other hosts: ")
                .contains("no guest ever ran twice", "all is as it should be");
        assertThat(told).doesNotContain("\u001b");
        assertThat(told.lines().toList()).as("README.md shows what it prints").containsSubsequence(shownInReadme());
        assertThat(where[0]).doesNotExist();
    }

    private static List<String> shownInReadme() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String begin = "```\n$ ./polyvisor demo\n";
        String shown = readme.substring(readme.indexOf(begin) + begin.length());
        return shown.substring(0, shown.indexOf("\n```\n"))
                .lines()
                .filter(line -> !line.isBlank() && !line.equals("[...]"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"site.yaml", "services.yaml", "policy.yaml"})
    void the_files_are_those_of_the_example(String file) throws IOException {
        assertThat(HybridStage.example(file))
                .isEqualTo(Files.readString(Path.of("../examples/hybrid-placement", file)));
    }
}
