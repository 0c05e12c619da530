package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyvisor.model.Capability;
import org.junit.jupiter.api.Test;

/** Hosts, storages, networks, counters, capabilities and health. */
final class ResourceCommandsTest {
    private static final String DOWN = "memory:///no-such-preset";

    private final String site = Run.privateSite("demo");

    private Run polyvisor(String... arguments) {
        return Run.nowhere().connectedTo(site).run(arguments);
    }

    private JsonNode items(String... arguments) {
        return polyvisor(arguments).json().get("items").get(0).get("items");
    }

    @Test
    void hosts_are_listed_with_their_guests_counted() {
        assertThat(polyvisor("hosts").out()).containsPattern("host1 +online +8 +GenuineIntel +16 GiB .* 2 ");
        assertThat(items("hosts", "-o", "json").findValuesAsText("state")).containsOnly("ONLINE");
    }

    @Test
    void a_host_goes_out_of_service_and_comes_back() {
        polyvisor("migrate", "web", "--to", "host2");
        polyvisor("migrate", "db", "--to", "host2");

        assertThat(polyvisor("hosts", "maintenance", "host1", "on").err()).isEmpty();
        assertThat(polyvisor("hosts").out()).containsPattern("host1 +maintenance");
        assertThat(polyvisor("hosts", "maintenance", "host1", "off").code()).isZero();
        assertThat(polyvisor("hosts").out()).containsPattern("host1 +online");
    }

    @Test
    void networks_show_their_vlan_or_that_it_is_unknown() {
        assertThat(polyvisor("network", "ls").out())
                .containsPattern("servers +yes +10")
                .containsPattern("untagged +yes +-");
        assertThat(items("network", "ls", "-o", "json").get(0).has("vlan")).isTrue();
    }

    @Test
    void storages_show_capacity_and_what_is_free() {
        assertThat(polyvisor("storage", "ls").out()).containsPattern("images +dir +yes +200 GiB");
        assertThat(items("storage", "ls", "-o", "json").get(0).get("capacity").asLong())
                .isEqualTo(200L << 30);
    }

    @Test
    void stats_show_counters_of_running_guests_by_name() {
        assertThat(polyvisor("stats").out()).contains("web").doesNotContain("mail");
        assertThat(polyvisor("stats", "-o", "json").json().get("kind").asText()).isEqualTo("guestStats");
        assertThat(polyvisor("stats", "--hosts").out()).contains("MEMORY FREE").containsPattern(" host1 +\\d");
    }

    @Test
    void stats_that_an_endpoint_does_not_have_are_unsupported() {
        Run stats = Run.nowhere().connectedTo(site + "&lacks=STATS_HOST").run("stats", "--hosts");

        assertThat(stats.code()).isEqualTo(ExitCode.UNSUPPORTED.number());
    }

    @Test
    void capabilities_are_all_there_provided_or_absent_with_a_reason() {
        Run capabilities = Run.on("containers").run("capabilities");

        assertThat(capabilities.out().lines()).hasSize(Capability.values().length + 1);
        assertThat(capabilities.out()).containsPattern("reset +no +\\w+");
        JsonNode json = Run.on("containers").run("capabilities", "-o", "json").json();
        JsonNode reset = json.get("items").get(0).get("capabilities").get("RESET");
        assertThat(reset.get("provided").asBoolean()).isFalse();
        assertThat(reset.get("reason").asText()).isNotBlank();
    }

    @Test
    void health_says_what_an_endpoint_is_and_that_one_is_down() {
        Run health = Run.nowhere().connectedTo(site, DOWN).run("health");

        assertThat(health.code()).isEqualTo(ExitCode.PARTIAL.number());
        assertThat(health.out()).containsPattern("well .* model +owned").contains("no-such-preset");
        JsonNode json = polyvisor("health", "-o", "json").json().get("items").get(0);
        assertThat(json.get("facts").get("nature").asText()).isEqualTo("MODEL");
        assertThat(json.get("health").get("state").asText()).isEqualTo("WELL");
    }

    @Test
    void lists_over_a_fleet_show_an_endpoint_that_is_down_as_a_row() {
        for (String[] command :
                new String[][] {{"hosts"}, {"network", "ls"}, {"storage", "ls"}, {"volume", "ls"}, {"template", "ls"}
                }) {
            Run list = Run.nowhere().connectedTo(site, DOWN).run(command);

            assertThat(list.code()).isEqualTo(ExitCode.PARTIAL.number());
            assertThat(list.out()).contains("no-such-preset");
        }
    }
}
