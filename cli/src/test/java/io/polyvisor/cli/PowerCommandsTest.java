package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

final class PowerCommandsTest {
    private final String site = Run.privateSite("demo");

    private Run polyvisor(String... arguments) {
        return Run.nowhere().connectedTo(site).run(arguments);
    }

    private String state(String guest) {
        return polyvisor("show", guest, "-o", "json")
                .json()
                .get("guest")
                .get("power")
                .get("state")
                .asText();
    }

    @Test
    void each_power_verb_does_what_it_says() {
        assertThat(polyvisor("start", "mail").out()).isEqualTo("start mail: done\n");
        assertThat(state("mail")).isEqualTo("RUNNING");
        polyvisor("pause", "mail");
        assertThat(state("mail")).isEqualTo("PAUSED");
        polyvisor("resume", "mail");
        assertThat(state("mail")).isEqualTo("RUNNING");
        assertThat(polyvisor("reboot", "mail").code()).isZero();
        assertThat(polyvisor("reset", "mail").code()).isZero();
        polyvisor("suspend", "mail");
        assertThat(state("mail")).isEqualTo("SUSPENDED");
        polyvisor("resume", "mail");
        polyvisor("shutdown", "mail", "--patience", "30s", "--then-off");
        assertThat(state("mail")).isEqualTo("OFF");
        polyvisor("start", "mail");
        polyvisor("off", "mail");
        assertThat(state("mail")).isEqualTo("OFF");
    }

    @Test
    void what_is_already_so_exits_with_zero_and_says_that_nothing_was_sent() {
        Run start = polyvisor("start", "web");

        assertThat(start.code()).isZero();
        assertThat(start.out()).isEqualTo("start web: already so; nothing was sent\n");
        assertThat(effect(polyvisor("start", "web", "-o", "json"))).isEqualTo("UNCHANGED");
    }

    @Test
    void a_refusal_is_one_line_that_names_obstacle_and_remedy() {
        polyvisor("suspend", "db");

        Run start = polyvisor("start", "db");

        assertThat(start.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(start.out()).isEmpty();
        assertThat(start.err().lines()).hasSize(1);
        assertThat(start.err()).contains("suspended", "resume it first");
    }

    @Test
    void saved_memory_is_lost_only_when_the_user_agrees() {
        polyvisor("suspend", "db");

        assertThat(polyvisor("off", "db").code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(state("db")).isEqualTo("SUSPENDED");
        assertThat(polyvisor("off", "db", "--accept-loss", "saved-memory").code())
                .isZero();
        assertThat(state("db")).isEqualTo("OFF");
    }

    @Test
    void a_loss_that_is_none_is_wrong_usage() {
        Run off = polyvisor("off", "db", "--accept-loss", "everything");

        assertThat(off.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(off.err()).contains("saved-memory, present-state");
    }

    @Test
    void several_guests_are_changed_at_once_and_one_that_fails_does_not_keep_the_others() {
        Run pause = polyvisor("pause", "web", "nobody", "db");

        assertThat(pause.code()).isEqualTo(ExitCode.PARTIAL.number());
        assertThat(pause.out()).contains("pause web: done", "pause db: done");
        assertThat(pause.err()).contains("nobody");
        assertThat(state("db")).isEqualTo("PAUSED");
    }

    @Test
    void results_as_json_hold_an_item_per_guest_with_its_effect_or_its_error() {
        Run pause = polyvisor("pause", "web", "nobody", "-o", "json");

        JsonNode items = pause.json().get("items");
        assertThat(pause.json().get("kind").asText()).isEqualTo("results");
        assertThat(items.get(0).get("effect").asText()).isEqualTo("APPLIED");
        assertThat(items.get(1).get("effect").isNull()).isTrue();
        assertThat(items.get(1).get("error").get("error").asText()).isEqualTo("NOT_FOUND");
    }

    @Test
    void a_guest_that_is_not_ours_is_not_touched() {
        Run off = polyvisor("off", "legacy");

        assertThat(off.code()).isEqualTo(ExitCode.DENIED.number());
        assertThat(off.err()).contains("adopt");
        assertThat(state("legacy")).isEqualTo("RUNNING");
    }

    @Test
    void a_guest_that_is_not_ours_is_touched_in_mode_all_or_after_adoption() {
        assertThat(polyvisor("pause", "legacy", "--mode", "all").code()).isZero();
        assertThat(polyvisor("adopt", "legacy").code()).isZero();
        assertThat(polyvisor("resume", "legacy").code()).isZero();
    }

    @Test
    void nothing_is_changed_in_mode_read_only() {
        assertThat(polyvisor("pause", "web", "--mode", "read-only").code()).isEqualTo(ExitCode.DENIED.number());
        assertThat(state("web")).isEqualTo("RUNNING");
    }

    @Test
    void no_guest_at_all_is_wrong_usage() {
        Run start = polyvisor("start");

        assertThat(start.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(start.err()).contains("GUEST").contains("polyvisor help start");
    }

    private static String effect(Run run) {
        return run.json().get("items").get(0).get("effect").asText();
    }
}
