package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

final class LsCommandTest {
    private static final String DOWN = "memory:///no-such-preset";

    @Test
    void ls_shows_a_row_per_guest_with_state_size_and_host_name() {
        Run ls = Run.on("demo").run("ls");

        assertThat(ls.code()).isZero();
        assertThat(ls.out().lines().findFirst().orElseThrow())
                .matches("ENDPOINT +ID +NAME +STATE +VCPUS +MEMORY +HOST +AUTOSTART");
        assertThat(ls.out()).containsPattern("vm-1 +web +running +2 +2 GiB +host1 +no");
        assertThat(ls.out().lines()).hasSize(6);
        assertThat(ls.err()).isEmpty();
    }

    @Test
    void ls_joins_all_endpoints_and_shows_one_that_is_down_as_a_row_with_its_error() {
        Run ls = Run.on("demo").connectedTo(DOWN).run("ls");

        assertThat(ls.code()).isEqualTo(ExitCode.PARTIAL.number());
        assertThat(ls.out()).contains("web").containsPattern("no-such-preset +.*is no preset");
        assertThat(ls.out().lines()).hasSize(7);
    }

    @Test
    void ls_of_one_endpoint_that_is_down_exits_with_the_code_of_its_error() {
        Run ls = Run.nowhere().connectedTo(DOWN).run("ls");

        assertThat(ls.code()).isEqualTo(ExitCode.INVALID_SPEC.number());
    }

    @Test
    void ls_as_json_has_an_entry_per_endpoint_and_a_down_one_has_its_error_there() {
        JsonNode document =
                Run.on("demo").connectedTo(DOWN).run("ls", "-o", "json").json();

        assertThat(document.get("schema").asText()).isEqualTo("polyvisor/1");
        assertThat(document.get("kind").asText()).isEqualTo("guests");
        JsonNode seen = document.get("items").get(0);
        assertThat(seen.get("error").isNull()).isTrue();
        assertThat(seen.get("items").findValuesAsText("name")).contains("web", "legacy");
        assertThat(seen.get("items").get(0).get("details").isNull()).isTrue();
        JsonNode unseen = document.get("items").get(1);
        assertThat(unseen.get("error").get("error").asText()).isEqualTo("INVALID_SPEC");
        assertThat(unseen.get("items")).isEmpty();
    }

    @Test
    void details_tell_whose_a_guest_is_and_what_it_is_connected_to() {
        Run ls = Run.on("demo").run("ls", "--details");

        assertThat(ls.out()).containsPattern("web .* yes +service=www +vda +servers");
        assertThat(ls.out()).containsPattern("legacy .* no ");
    }

    @Test
    void an_endpoint_without_guests_says_so() {
        assertThat(Run.on("empty").run("ls").out()).startsWith("no guests on memory:///empty");
    }

    @Test
    void a_table_fits_the_terminal() {
        Run narrow = Run.on("demo").onTerminal(64).run("ls");
        assertThat(narrow.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
    }

    @Test
    void nothing_is_cut_or_coloured_in_a_pipe() {
        Run ls = Run.on("pool18").run("ls", "--details");

        assertThat(ls.out()).doesNotContain("\u001b").doesNotContain("\u2026");
    }

    @Test
    void states_are_coloured_where_colour_is_welcome() {
        Run ls = Run.on("demo").onTerminal(200).inColour().run("ls");

        assertThat(ls.out()).contains("\u001b[32mrunning\u001b[0m");
    }
}
