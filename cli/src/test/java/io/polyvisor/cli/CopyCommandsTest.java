package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Clones, templates and migrations. */
final class CopyCommandsTest {
    private final String world = UUID.randomUUID().toString();
    private final String site = Run.inWorld("demo", world);

    private Run polyvisor(String... arguments) {
        return Run.nowhere().connectedTo(site).run(arguments);
    }

    @Test
    void a_clone_is_a_guest_of_its_own() {
        Run clone = polyvisor("clone", "mail", "mail2", "--linked");

        assertThat(clone.err()).isEmpty();
        assertThat(clone.out()).startsWith("clone mail: done; id ");
        assertThat(polyvisor("show", "mail2").out()).containsPattern("state +off");
    }

    @Test
    void templates_are_made_listed_deployed_and_deleted() {
        assertThat(polyvisor("template", "make", "mail", "golden").out()).startsWith("template make mail: done; id ");
        assertThat(polyvisor("template", "ls").out()).containsPattern("golden +1 +1 GiB");
        assertThat(polyvisor("template", "deploy", "golden", "mail3", "--seed-host-name", "mail3")
                        .code())
                .isZero();
        assertThat(polyvisor("template", "rm", "golden").code()).isZero();
        assertThat(polyvisor("template", "ls").out()).startsWith("no templates");
        assertThat(polyvisor("show", "mail3").code()).isZero();
    }

    @Test
    void an_unknown_template_says_where_to_look() {
        Run deploy = polyvisor("template", "deploy", "golden", "x");

        assertThat(deploy.code()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(deploy.err()).contains("polyvisor template ls");
    }

    @Test
    void a_guest_migrates_to_a_host_of_its_endpoint_by_name() {
        assertThat(polyvisor("migrate", "web", "--to", "host2").code()).isZero();
        assertThat(polyvisor("ls").out()).containsPattern("web +running .* host2");
    }

    @Test
    void a_guest_migrates_to_another_endpoint() {
        String forum = Run.inWorld("forum", world);
        String kb = Run.inWorld("kb", world);

        Run migrate = Run.nowhere().connectedTo(forum).run("migrate", "forum-wiki", "--to", kb, "--host", "kb-spare");

        assertThat(migrate.err()).isEmpty();
        assertThat(migrate.out()).contains("on " + kb);
        assertThat(Run.nowhere().connectedTo(kb).run("ls").out()).containsPattern("forum-wiki +running .*kb-spare");
        assertThat(Run.nowhere().connectedTo(forum).run("show", "forum-wiki").code())
                .isEqualTo(ExitCode.NOT_FOUND.number());
    }

    @Test
    void a_host_that_is_not_there_names_those_that_are() {
        Run migrate = polyvisor("migrate", "web", "--to", "host9");

        assertThat(migrate.code()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(migrate.err()).contains("host1, host2");
    }

    @Test
    void a_running_guest_does_not_move_cold() {
        assertThat(polyvisor("migrate", "web", "--to", "host2", "--cold").code())
                .isEqualTo(ExitCode.REFUSED.number());
    }
}
