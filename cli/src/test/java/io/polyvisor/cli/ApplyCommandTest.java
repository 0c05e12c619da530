package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApplyCommandTest {

    @TempDir
    private Path folder;

    private School school;

    @BeforeEach
    void plan() {
        school = new School(folder);
        assertThat(school.run("place", "services.yaml", "--policy", "policy.yaml", "--plan", "plan.json")
                        .code())
                .isZero();
    }

    private Run ls() {
        return school.plainly("ls", "--config", "site.yaml");
    }

    @Test
    void without_for_real_nothing_is_changed() {
        Run apply = school.run("apply", "plan.json");
        assertThat(apply.err()).isEmpty();
        assertThat(apply.code()).isZero();
        assertThat(apply.out())
                .containsPattern("1 +1 +create +mail +on central/esx. +would do")
                .contains("would do: of 20 steps 20 would do", "nothing was changed; --for-real carries it out");
        assertThat(ls().out()).doesNotContain("mail");
    }

    @Test
    void for_real_each_step_is_told_and_the_guests_run() {
        Run apply = school.run("apply", "plan.json", "--for-real");
        assertThat(apply.err()).isEmpty();
        assertThat(apply.code()).isZero();
        assertThat(apply.out())
                .containsPattern("1/20 create mail on central/esx.  done")
                .contains("done: of 20 steps 20 done")
                .doesNotContain("\u001b");
        assertThat(ls().out()).containsPattern("central .* mail +running").containsPattern("kvm. .* backup +running");
    }

    @Test
    void programs_get_an_event_per_line_and_the_report_last() {
        List<JsonNode> lines =
                school.run("apply", "plan.json", "--for-real", "-o", "json").jsonLines();
        assertThat(lines.get(0).get("type").asText()).isEqualTo("PLAN_BEGAN");
        assertThat(lines.stream().filter(line -> line.path("type").asText().equals("STEP_ENDED")))
                .hasSize(20)
                .allSatisfy(line -> assertThat(line.get("status").asText()).isEqualTo("DONE"));
        JsonNode last = lines.get(lines.size() - 1);
        assertThat(last.get("kind").asText()).isEqualTo("applyReport");
        assertThat(last.get("ending").asText()).isEqualTo("DONE");
        assertThat(last.get("steps")).hasSize(20);
    }

    @Test
    void a_plan_that_is_done_is_done_once() {
        school.run("apply", "plan.json", "--for-real");
        String before = ls().out();
        Run again = school.run("apply", "plan.json", "--for-real");
        assertThat(again.code()).isZero();
        assertThat(again.out()).doesNotContain("create mail");
        assertThat(ls().out()).isEqualTo(before);
    }

    @Test
    void what_was_done_is_undone() {
        school.run("apply", "plan.json", "--for-real");
        Run undo = school.run("apply", "plan.json", "--undo");
        assertThat(undo.code()).as(undo.out() + undo.err()).isZero();
        assertThat(undo.out()).contains("undone: of 20 steps");
        assertThat(ls().out()).doesNotContain("mail").contains("portal");
    }

    @Test
    void what_was_never_begun_cannot_be_resumed() {
        Run resume = school.run("apply", "plan.json", "--resume");
        assertThat(resume.code()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(resume.err()).contains("was never begun");
    }

    @Test
    void a_name_that_was_taken_meanwhile_stops_the_plan_with_the_difference() {
        assertThat(school.plainly("create", "backup", "--memory", "1G", "--config", "site.yaml", "-c", "kvm3")
                        .code())
                .isZero();
        Run apply = school.run("apply", "plan.json", "--for-real");
        assertThat(apply.code()).isEqualTo(ExitCode.DRIFTED.number());
        assertThat(apply.out())
                .contains("drift at step")
                .contains("  - ")
                .contains("  + ")
                .contains("backup");
        assertThat(ls().out()).as("nothing was done before").doesNotContain("mail");
    }

    @Test
    void a_host_that_vanished_meanwhile_stops_the_plan() {
        school.powerOff("kvm3");
        Run apply = school.run("apply", "plan.json");
        assertThat(apply.code()).isIn(ExitCode.DRIFTED.number(), ExitCode.OUTCOME_UNKNOWN.number());
        assertThat(apply.out()).contains("kvm3");
    }

    @Test
    void a_plan_of_another_site_is_refused() {
        school.with("site.yaml", "site: school", "site: college");
        Run apply = school.run("apply", "plan.json", "--for-real");
        assertThat(apply.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(apply.err()).contains("school", "college");
    }
}
