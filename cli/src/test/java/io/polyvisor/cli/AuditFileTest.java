package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditFileTest {
    private final String site = Run.privateSite("demo");

    @TempDir
    private Path folder;

    private Run polyvisor(String... arguments) {
        return Run.nowhere().connectedTo(site).in(folder).run(arguments);
    }

    private List<JsonNode> records() throws IOException {
        return new Run(0, Files.readString(folder.resolve("audit.jsonl")), "").jsonLines();
    }

    @Test
    void each_change_appends_a_line_with_who_why_what_and_its_outcome() throws IOException {
        polyvisor("pause", "web", "--audit", "audit.jsonl", "--because", "ticket 7");
        polyvisor("rm", "web", "--audit", "audit.jsonl");
        polyvisor("show", "web", "--audit", "audit.jsonl");

        assertThat(records()).hasSize(2);
        JsonNode pause = records().get(0).get("audit");
        assertThat(pause.get("verb").asText()).isEqualTo("PAUSE");
        assertThat(pause.get("why").asText()).isEqualTo("ticket 7");
        assertThat(pause.get("who").asText()).isEqualTo(System.getProperty("user.name"));
        assertThat(pause.get("object").asText()).contains("web");
        assertThat(pause.get("outcome").asText()).isEqualTo("APPLIED");
        JsonNode rm = records().get(1).get("audit");
        assertThat(rm.get("outcome").asText()).isEqualTo("NOT_APPLIED");
        assertThat(rm.get("error").asText()).isEqualTo("INVALID_STATE");
    }

    @Test
    void a_check_is_no_change() throws IOException {
        polyvisor("pause", "web", "--check", "--audit", "audit.jsonl");

        assertThat(records()).isEmpty();
    }

    @Test
    void without_its_audit_nothing_is_changed() {
        Run pause = polyvisor("pause", "web", "--audit", "missing/audit.jsonl");

        assertThat(pause.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(pause.err()).contains("missing/audit.jsonl cannot be written");
        assertThat(polyvisor("show", "web").out()).containsPattern("state +running");
    }
}
