package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ConsoleCommandTest {
    private final String site = Run.privateSite("demo");

    private Run.Setting setting() {
        return Run.nowhere().connectedTo(site);
    }

    @Test
    void a_script_logs_in_and_runs_a_command_through_a_pipe() {
        Run console = setting().typing("root\necho from inside\n").run("console", "web", "--expect", "from inside\r\n");

        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("login: root").contains("from inside\r\n");
    }

    @Test
    void without_expectations_it_ends_when_nothing_comes_any_more() {
        Run console = setting().typing("root\nhostname\n").run("console", "web", "--quiet-after", "200ms");

        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("login: root");
    }

    @Test
    void an_expectation_that_is_not_met_in_time_is_a_deadline() {
        Run console = setting().run("console", "web", "--expect", "never", "--timeout", "300ms");

        assertThat(console.code()).isEqualTo(ExitCode.DEADLINE.number());
        assertThat(console.err()).contains("never");
    }

    @Test
    void a_guest_that_is_off_has_no_console() {
        assertThat(setting().run("console", "mail").code()).isEqualTo(ExitCode.REFUSED.number());
    }

    @Test
    void wait_ends_when_the_console_shows_the_text() {
        setting().run("start", "mail");

        Run wait = setting().run("wait", "mail", "--console", "login:");

        assertThat(wait.err()).isEmpty();
        assertThat(wait.out()).startsWith("mail is ready after ");
        assertThat(setting().run("wait", "web", "--agent").code()).isZero();
        assertThat(setting().run("wait", "web", "--address").code()).isZero();
    }

    @Test
    void wait_for_nothing_or_for_two_things_is_wrong_usage() {
        assertThat(setting().run("wait", "web").code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(setting().run("wait", "web", "--agent", "--address").code()).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void wait_gives_up_at_its_timeout() {
        Run wait = setting().run("wait", "web", "--console", "never shown", "--timeout", "300ms");

        assertThat(wait.code()).isEqualTo(ExitCode.DEADLINE.number());
    }
}
