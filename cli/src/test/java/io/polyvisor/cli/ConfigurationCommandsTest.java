package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What sets a guest's configuration, autostart and existence. */
final class ConfigurationCommandsTest {
    private final String site = Run.privateSite("demo");

    private Run polyvisor(String... arguments) {
        return Run.nowhere().connectedTo(site).run(arguments);
    }

    private JsonNode guest(String name) {
        return polyvisor("show", name, "-o", "json").json().get("guest");
    }

    @Test
    void resize_changes_a_guest_that_is_off_at_once() {
        assertThat(polyvisor("resize", "mail", "--vcpus", "2", "--memory", "2GiB")
                        .out())
                .isEqualTo("resize mail: done\n");
        assertThat(guest("mail").get("vcpus").asInt()).isEqualTo(2);
        assertThat(guest("mail").get("memory").asLong()).isEqualTo(2L << 30);
    }

    @Test
    void resize_says_what_waits_for_the_next_start() {
        Run resize = polyvisor("resize", "web", "--vcpus", "1", "--next-start");

        assertThat(resize.out()).isEqualTo("resize web: done; vcpus from the next start on\n");
        assertThat(guest("web").get("details").get("pending").get(0).asText()).isEqualTo("VCPUS");
        JsonNode item = polyvisor("resize", "web", "--memory", "1GiB", "--next-start", "-o", "json")
                .json()
                .get("items")
                .get(0);
        assertThat(item.get("fields").get("MEMORY").asText()).isEqualTo("NEXT_START");
    }

    @Test
    void resize_of_nothing_and_of_two_times_at_once_is_wrong_usage() {
        assertThat(polyvisor("resize", "web").code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(polyvisor("resize", "web", "--vcpus", "2", "--now", "--next-start")
                        .code())
                .isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void an_amount_that_is_none_says_what_would_be_right() {
        Run resize = polyvisor("resize", "web", "--memory", "much");

        assertThat(resize.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(resize.err()).contains("\"much\" is not an amount of memory; write for instance 512M");
    }

    @Test
    void set_changes_what_it_names_and_leaves_other_tags() {
        polyvisor("set", "mail", "--tag", "service=www", "--tag", "team=shop", "--tag", "tier=1");
        Run set = polyvisor(
                "set",
                "mail",
                "--name",
                "www",
                "--description",
                "front",
                "--untag",
                "tier",
                "--protection",
                "restart-if-possible",
                "--boot",
                "network,disk");

        assertThat(set.err()).isEmpty();
        JsonNode details = guest("www").get("details");
        assertThat(details.get("description").asText()).isEqualTo("front");
        assertThat(details.get("mark").get("tags").toString()).isEqualTo("{\"service\":\"www\",\"team\":\"shop\"}");
        assertThat(details.get("mark").get("protection").asText()).isEqualTo("RESTART_IF_POSSIBLE");
        assertThat(details.get("bootOrder").toString()).isEqualTo("[\"NETWORK\",\"DISK\"]");
    }

    @Test
    void set_of_nothing_is_wrong_usage() {
        assertThat(polyvisor("set", "web").err()).contains("nothing to set");
    }

    @Test
    void autostart_is_switched_on_and_off() {
        polyvisor("autostart", "web", "on");
        assertThat(guest("web").get("autostart").asBoolean()).isTrue();
        polyvisor("autostart", "web", "off");
        assertThat(guest("web").get("autostart").asBoolean()).isFalse();
        assertThat(polyvisor("autostart", "web", "maybe").code()).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void rm_keeps_volumes_unless_told_otherwise() {
        assertThat(polyvisor("rm", "mail").out()).isEqualTo("rm mail: done; kept images/mail-vda\n");
        assertThat(polyvisor("volume", "ls").out()).contains("images/mail-vda");
        polyvisor("create", "temp", "--disk", "1G");
        assertThat(polyvisor("rm", "temp", "--with-volumes").out())
                .isEqualTo("rm temp: done; deleted images/temp-vda\n");
        assertThat(polyvisor("volume", "ls").out()).doesNotContain("temp-vda");
    }

    @Test
    void rm_of_a_running_guest_is_refused_with_the_remedy() {
        Run rm = polyvisor("rm", "web");

        assertThat(rm.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(rm.err()).contains("shut it down");
    }
}
