package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host dies and comes back: what is said, what is refused, and what runs in the end. */
final class FailoverCommandTest {
    private static final String[] FAILOVER = {"failover", "kvm3", "--policy", "policy.yaml"};

    @TempDir
    private Path folder;

    private School school;

    @BeforeEach
    void die() {
        school = new School(folder).filled();
        school.powerOff("kvm3");
    }

    private Run failover(String... more) {
        String[] all = new String[FAILOVER.length + more.length];
        System.arraycopy(FAILOVER, 0, all, 0, FAILOVER.length);
        System.arraycopy(more, 0, all, FAILOVER.length, more.length);
        return school.run(all);
    }

    private String running() {
        return school.plainly("ls", "--config", "site.yaml").out();
    }

    @Test
    void guests_find_other_hosts_and_who_finds_none_is_named_with_the_reason() {
        Run failover = failover();
        assertThat(failover.code()).isEqualTo(ExitCode.PARTIAL.number());
        assertThat(failover.out())
                .containsPattern("print .* kvm1 +in-house")
                .containsPattern("wiki .* kvm2 +in-house")
                .contains("no place for backup", "why: backup (12 GiB, 2 vCPUs) finds no place: memory on kvm1")
                .contains("would help: ", "nothing was changed");
        assertThat(running()).containsPattern("kvm3 .* wiki +unknown");
    }

    @Test
    void a_lost_connection_is_no_evidence() {
        Run failover = failover("--apply", "--for-real");
        assertThat(failover.code()).isEqualTo(ExitCode.OUTCOME_UNKNOWN.number());
        assertThat(failover.out()).contains("a lost connection is no evidence", "--i-powered-off kvm3");
        assertThat(running()).doesNotContainPattern("kvm[12] .* wiki");
    }

    @Test
    void the_operator_s_word_for_another_host_is_no_evidence_either() {
        Run failover = failover("--apply", "--for-real", "--i-powered-off", "kvm2");
        assertThat(failover.code()).isNotZero();
        assertThat(running()).doesNotContainPattern("kvm[12] .* wiki");
    }

    @Test
    void with_the_operator_s_word_guests_run_again_and_the_word_is_kept() {
        Run failover = failover("--apply", "--for-real", "--i-powered-off", "kvm3", "--because", "kvm3 burnt");
        assertThat(failover.code()).as(failover.out()).isEqualTo(ExitCode.PARTIAL.number());
        assertThat(running()).containsPattern("kvm2 .* wiki +running").containsPattern("kvm1 .* print +running");
        assertThat(school.run("history", "wiki").out())
                .containsPattern("recover wiki of lost host kvm3 on kvm2 .* done")
                .containsPattern("now +kvm2");
    }

    @Test
    void the_site_s_fence_command_is_evidence() {
        school.with("site.yaml", "  kvm3:\n", "  kvm3:\n    fence: [sh, -c, 'exit 0']\n");
        Run failover = failover("--apply", "--for-real");
        assertThat(failover.code()).as(failover.out()).isEqualTo(ExitCode.PARTIAL.number());
        assertThat(running()).containsPattern("kvm2 .* wiki +running");
    }

    @Test
    void a_fence_command_that_fails_is_none() {
        school.with("site.yaml", "  kvm3:\n", "  kvm3:\n    fence: [sh, -c, 'echo no such outlet; exit 3']\n");
        Run failover = failover("--apply", "--for-real");
        assertThat(failover.code()).isNotIn(0, ExitCode.PARTIAL.number());
        assertThat(failover.out()).contains("no such outlet");
        assertThat(running()).doesNotContainPattern("kvm[12] .* wiki");
    }

    @Test
    void evidence_without_apply_is_wrong_usage() {
        Run failover = failover("--i-powered-off", "kvm3");
        assertThat(failover.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(failover.err()).contains("add --apply");
    }

    @Test
    void a_host_that_came_back_takes_guests_again_when_its_old_definitions_are_gone() {
        failover("--apply", "--for-real", "--i-powered-off", "kvm3");
        school.powerOn("kvm3");
        Run before = school.run("rejoin", "kvm3");
        assertThat(before.code()).isZero();
        assertThat(before.out()).containsPattern("retire +wiki").contains("nothing was changed");
        Run rejoin = school.run("rejoin", "kvm3", "--apply", "--for-real");
        assertThat(rejoin.code()).as(rejoin.out() + rejoin.err()).isZero();
        assertThat(running().lines().filter(line -> line.contains(" wiki "))).hasSize(1);
        assertThat(school.run("place", "services.yaml").err()).doesNotContain("rejoin");
    }

    @Test
    void a_host_that_came_back_and_started_a_guest_that_nobody_restarted_rejoins_with_it() {
        failover("--apply", "--for-real", "--i-powered-off", "kvm3");
        school.powerOn("kvm3");
        assertThat(school.plainly("start", "kvm3/backup", "--config", "site.yaml")
                        .code())
                .isZero();
        Run rejoin = school.run("rejoin", "kvm3", "--apply", "--for-real");
        assertThat(rejoin.code()).as(rejoin.out() + rejoin.err()).isZero();
        assertThat(running()).containsPattern("kvm3 .* backup +running");
        Run drift = school.run("drift", "--services", "services.yaml", "--policy", "policy.yaml");
        assertThat(drift.out()).doesNotContain("backup", "rejoin");
    }

    @Test
    void programs_get_the_answer_and_who_is_left_over() {
        JsonNode document = failover("-o", "json").json();
        assertThat(document.get("answer").get("question").get("type").asText()).isEqualTo("FAIL_OVER");
        assertThat(document.get("answer").get("unplaced").toString()).isEqualTo("[\"backup\"]");
    }

    @Test
    void drift_says_what_is_left_to_do_and_apply_does_it() {
        Run seen = school.run("drift", "--services", "services.yaml", "--policy", "policy.yaml");
        assertThat(seen.code()).isNotZero();
        assertThat(seen.out()).containsPattern("unseen +wiki").contains("polyvisor failover kvm3");
        failover("--apply", "--for-real", "--i-powered-off", "kvm3");
        school.powerOn("kvm3");
        school.run("rejoin", "kvm3", "--apply", "--for-real");
        Run drift =
                school.run("drift", "--services", "services.yaml", "--policy", "policy.yaml", "--plan", "repair.json");
        assertThat(drift.code()).isEqualTo(2);
        assertThat(drift.out()).containsPattern("harm +stopped +backup");
        assertThat(school.run("apply", "repair.json", "--for-real").code()).isZero();
        Run after = school.run("drift", "--services", "services.yaml", "--policy", "policy.yaml");
        assertThat(after.code()).isZero();
        assertThat(after.out()).isEqualTo("all is as it should be\n");
    }

    @Test
    void drift_is_told_to_programs() {
        JsonNode drift =
                school.run("drift", "--services", "services.yaml", "-o", "json").json();
        assertThat(drift.get("kind").asText()).isEqualTo("drift");
        assertThat(drift.get("items").get(0).get("severity").asText()).isIn("WARN", "HARM");
    }

    @Test
    void history_of_nobody_is_empty_and_says_where_it_looked() {
        Run history = school.run("history", "nobody");
        assertThat(history.code()).isZero();
        assertThat(history.out()).contains("no plan that was carried out on this site was about nobody");
    }
}
