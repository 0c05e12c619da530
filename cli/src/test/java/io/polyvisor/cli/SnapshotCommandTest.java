package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

final class SnapshotCommandTest {
    private final String site = Run.privateSite("demo");

    private Run polyvisor(String... arguments) {
        return Run.nowhere().connectedTo(site).run(arguments);
    }

    @Test
    void snapshots_are_listed_as_a_tree_with_what_they_hold() {
        polyvisor("snapshot", "create", "web", "first", "--description", "before the upgrade");
        polyvisor("snapshot", "create", "web", "second", "--with-memory");

        Run ls = polyvisor("snapshot", "ls", "web");

        assertThat(ls.out()).containsPattern("first +disks +off +.*before the upgrade");
        assertThat(ls.out()).containsPattern("\u2514 second \\* +disks and memory +running");
        JsonNode json = polyvisor("snapshot", "ls", "web", "-o", "json").json();
        assertThat(json.get("items").findValuesAsText("name")).containsExactly("first", "second");
        assertThat(json.get("items").get(1).get("parent"))
                .isEqualTo(json.get("items").get(0).get("id"));
    }

    @Test
    void a_revert_goes_back_by_name_when_the_loss_is_agreed_to() {
        polyvisor("snapshot", "create", "mail", "empty");
        polyvisor("start", "mail");

        assertThat(polyvisor("snapshot", "revert", "mail", "empty", "--accept-loss", "present-state")
                        .code())
                .isZero();
        assertThat(polyvisor("show", "mail").out()).containsPattern("state +off");
    }

    @Test
    void a_revert_without_agreement_says_what_would_be_lost() {
        polyvisor("snapshot", "create", "mail", "empty");

        Run revert = polyvisor("snapshot", "revert", "mail", "empty");

        assertThat(revert.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(revert.err()).contains("--accept-loss present-state");
    }

    @Test
    void an_unknown_snapshot_names_those_that_there_are() {
        polyvisor("snapshot", "create", "mail", "empty");

        Run rm = polyvisor("snapshot", "rm", "mail", "emtpy");

        assertThat(rm.code()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(rm.err()).contains("\"emtpy\" was not found; it has empty");
    }

    @Test
    void a_dropped_snapshot_is_gone() {
        polyvisor("snapshot", "create", "mail", "empty");

        assertThat(polyvisor("snapshot", "rm", "mail", "empty").code()).isZero();
        assertThat(polyvisor("snapshot", "ls", "mail").out()).isEqualTo("mail has no snapshots\n");
    }

    @Test
    void snapshot_alone_names_its_commands() {
        Run snapshot = polyvisor("snapshot");

        assertThat(snapshot.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(snapshot.err()).contains("create, ls, revert, rm");
    }
}
