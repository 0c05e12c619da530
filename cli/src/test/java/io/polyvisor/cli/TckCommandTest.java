package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TckCommandTest {
    @TempDir
    private Path folder;

    private Run tck(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "tck";
        all[1] = "--endpoint";
        all[2] = "memory:///";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Run.nowhere().in(folder).run(all);
    }

    @Test
    void a_profile_is_run_and_reported_to_people_programs_and_junit() throws IOException {
        Run tck = tck("--profile", "console", "--report-json", "tck.json", "--report-junit", "tck.xml");

        assertThat(tck.err()).isEmpty();
        assertThat(tck.code()).isZero();
        assertThat(tck.out()).contains("memory (MODEL)", "0 FAIL", "Claims");
        assertThat(Files.readString(folder.resolve("tck.json"))).contains("polyvisor-tck/1");
        assertThat(Files.readString(folder.resolve("tck.xml"))).contains("<testsuite");
    }

    @Test
    void one_rule_is_run_alone_and_told_of_as_json() {
        Run tck = tck("--rule", "PV-LIFE-001", "-o", "json");

        assertThat(tck.code()).isZero();
        assertThat(tck.json().toString()).contains("PV-LIFE-001").doesNotContain("PV-LIFE-002");
    }

    @Test
    void rules_are_listed_without_being_run() {
        Run list = tck("--list", "--profile", "core");

        assertThat(list.out().lines()).hasSizeGreaterThan(10);
        assertThat(list.out()).contains("PV-LIFE-001").containsPattern("MUST +(firm|draft) +core");
    }

    @Test
    void walks_beside_the_model_agree_and_show_what_they_visited() {
        Run tck = tck("--rule", "PV-LIFE-001", "--seed", "7", "--walks", "1", "--steps", "8");

        assertThat(tck.err()).isEmpty();
        assertThat(tck.code()).isZero();
        assertThat(tck.out()).contains("in lockstep with", "0 walks with a difference");
    }

    @Test
    void an_unknown_profile_or_rule_is_wrong_usage() {
        assertThat(tck("--profile", "nonsense").code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(tck("--rule", "PV-1").code()).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void leftovers_are_removed_on_demand() {
        assertThat(tck("--clean").code()).isZero();
    }
}
