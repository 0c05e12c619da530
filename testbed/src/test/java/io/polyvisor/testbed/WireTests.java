package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@RealHosts
@TestInstance(Lifecycle.PER_CLASS)
final class WireTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private LibvirtHost host;
    private Virsh client;

    @BeforeAll
    void start() {
        host = LibvirtHost.start("wired");
        client = Virsh.through(host.access(Transport.UNIX)).within(Duration.ofSeconds(2));
    }

    @AfterAll
    void close() {
        host.close();
    }

    @AfterEach
    void restore() {
        host.wire(Transport.UNIX).restore();
        host.wire(Transport.UNIX).cut();
    }

    @Test
    void sound_wire_leads_to_the_host() {
        assertThat(client.call("hostname")).isEqualTo("wired");
    }

    @Test
    void stalled_wire_lets_nothing_through_until_it_is_restored() throws Exception {
        host.wire(Transport.UNIX).stall();
        assertThatExceptionOfType(TestbedFailure.class).isThrownBy(() -> client.run("hostname"));

        CompletableFuture<String> late = CompletableFuture.supplyAsync(
                () -> client.within(Duration.ofSeconds(20)).call("hostname"));
        host.wire(Transport.UNIX).restore();
        assertThat(late.get()).isEqualTo("wired");
    }

    @Test
    void request_whose_reply_is_lost_takes_effect_all_the_same() throws Exception {
        Path definition = host.images().resolve("made-once.xml");
        Files.writeString(definition, GuestXml.firmwareOnly("made-once").text());
        Process shell = new ProcessBuilder(
                        "virsh", "-c", host.access(Transport.UNIX).uri())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader answers = shell.inputReader();
                BufferedWriter questions = shell.outputWriter()) {
            ask(questions, "hostname");
            Patience.until("the session", PATIENCE, () -> lineOf(answers).contains("wired"));

            host.wire(Transport.UNIX).loseReplies();
            ask(questions, "define " + definition);
            Patience.until(
                    "the effect",
                    PATIENCE,
                    () -> host.virsh().call("list", "--all").contains("made-once"));

            host.wire(Transport.UNIX).cut();
            List<String> heard = new ArrayList<>();
            Patience.until("the client's error", PATIENCE, () -> {
                heard.add(lineOf(answers));
                return heard.get(heard.size() - 1).contains("error:");
            });
            assertThat(heard).noneMatch(line -> line.contains("defined from"));
        } finally {
            shell.destroyForcibly();
        }
    }

    private static void ask(BufferedWriter questions, String question) throws IOException {
        questions.write(question + "\n");
        questions.flush();
    }

    private static String lineOf(BufferedReader answers) {
        try {
            return String.valueOf(answers.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
