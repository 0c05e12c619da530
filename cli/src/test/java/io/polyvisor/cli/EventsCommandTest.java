package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventsCommandTest {
    private final String site = Run.privateSite("demo");

    private Run polyvisor(String... arguments) {
        return Run.nowhere().connectedTo(site).run(arguments);
    }

    @Test
    void first_comes_every_guest_as_it_is() {
        Run events = polyvisor("events", "--count", "5", "--for", "30s");

        assertThat(events.code()).isZero();
        assertThat(events.out().lines()).hasSize(5);
        assertThat(events.out()).containsPattern("\\d\\d:\\d\\d:\\d\\d .* web  is running");
    }

    @Test
    void as_json_each_line_is_a_document() {
        List<JsonNode> lines = polyvisor("events", "--count", "5", "--for", "30s", "-o", "json")
                .jsonLines();

        assertThat(lines).hasSize(5).allSatisfy(line -> {
            assertThat(line.get("schema").asText()).isEqualTo("polyvisor/1");
            assertThat(line.get("type").asText()).isEqualTo("LEVEL");
            assertThat(line.get("now").get("power").get("state").asText()).isNotBlank();
            assertThat(line.get("lastSeen").isNull()).isTrue();
        });
        assertThat(lines.get(4).get("sequence").asLong()).isEqualTo(5);
    }

    @Test
    void it_ends_by_itself_after_the_time_that_was_given() {
        assertThat(polyvisor("events", "--for", "200ms").code()).isZero();
    }
}
