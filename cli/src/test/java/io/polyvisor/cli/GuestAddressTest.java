package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GuestAddressTest {

    @Test
    void a_guest_is_found_by_a_beginning_of_its_id_after_id_only() {
        Run byId = Run.on("demo").run("show", "id:vm-1");
        Run withoutPrefix = Run.on("demo").run("show", "vm-");

        assertThat(byId.out()).containsPattern("name +web");
        assertThat(withoutPrefix.code()).isEqualTo(ExitCode.NOT_FOUND.number());
    }

    @Test
    void a_whole_id_is_understood_without_a_prefix() {
        assertThat(Run.on("demo").run("show", "vm-1").out()).containsPattern("name +web");
    }

    @Test
    void an_id_that_could_be_several_or_none_is_refused() {
        assertThat(Run.on("pool18").run("show", "id:vm-1").err()).contains("ambiguous");
        assertThat(Run.on("demo").run("show", "id:vm-999").code()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(Run.on("demo").run("show", "id:v").err()).contains("too short");
    }

    @Test
    void two_guests_of_one_name_are_ambiguous_and_told_apart_by_id() {
        Run show = Run.on("twins").run("show", "twin");

        assertThat(show.code()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(show.err()).contains("ambiguous", "vm-");
    }

    @Test
    void a_guest_that_does_not_exist_is_not_found() {
        Run show = Run.on("demo").run("show", "nobody");

        assertThat(show.code()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(show.err().lines()).hasSize(1);
        assertThat(show.err()).contains("nobody", "not found");
    }

    @Test
    void what_can_be_no_name_is_wrong_usage() {
        assertThat(Run.on("demo").run("show", " ").code()).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void letters_that_the_locale_lost_are_refused_and_not_replaced() {
        Run create = Run.on("demo").run("create", "\uFFFDbung");

        assertThat(create.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(create.err()).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void letters_of_all_the_world_are_names() {
        Run create = Run.on("demo").run("create", "\u00fcbung \u65e5\u672c <&\"'>", "--check");

        assertThat(create.out()).isEqualTo("create \u00fcbung \u65e5\u672c <&\"'>: would be sent\n");
    }
}
