package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.apply.file.PlanDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code apply} was killed while it made {@code news} on {@code kvm1}, or after it had, and before anybody looked; then that host does not
 * answer any more. A second plan, made before all that, makes the guest on {@code kvm2}.
 */
final class CutOffCreateTest {
    /** The journal's records: the plan, making begins, making has ended, starting begins. */
    private static final int MAKING = 2;

    private static final int STARTING = 4;

    @TempDir
    private Path folder;

    private School school;
    private Path state;
    private Path before;

    @BeforeEach
    void fill() throws IOException {
        school = new School(folder).filled();
        state = folder.resolve("polyvisor/school");
        before = folder.resolve("before");
        withNews("on-kvm1.yaml", ", pins: {hosts: [kvm1]}");
        withNews("on-kvm2.yaml", ", pins: {hosts: [kvm2]}");
        withNews("anywhere.yaml", "");
        for (int host = 1; host <= 2; host++) {
            assertThat(place("on-kvm" + host + ".yaml", "plan" + host + ".json").code())
                    .isZero();
            assertThat(school.read("plan" + host + ".json")).contains("\"news\"");
        }
        School.copy(state, before);
    }

    private void withNews(String file, String pins) {
        String news = "  news: {vcpus: 1, memory: 2G, protection: restart-if-possible,"
                + " disks: [{size: 10G, storage: filer}]" + pins + "}\n\ngroups:";
        school.write(file, school.read("services.yaml").replace("\ngroups:", news));
    }

    private Run place(String services, String plan) {
        return school.run("place", services, "--policy", "policy.yaml", "--plan", plan);
    }

    private Run apply(String plan, String how) {
        return school.run("apply", plan, how);
    }

    private Path journal(String plan) {
        String id = PlanDocument.read(folder.resolve(plan)).id();
        return state.resolve("journals/" + id + ".jsonl");
    }

    /** What was observed is as it was before; so many records were written. */
    private void applyAndDie(int records) throws IOException {
        Run apply = apply("plan1.json", "--for-real");
        assertThat(apply.code()).as(apply.out()).isZero();
        cutBack("plan1.json", Files.readAllLines(journal("plan1.json")), records);
    }

    /** The same, and nothing had reached the host yet. */
    private void applyInVainAndDie() throws IOException {
        assertThat(apply("plan1.json", "--for-real").code()).isZero();
        List<String> records = Files.readAllLines(journal("plan1.json"));
        assertThat(apply("plan1.json", "--undo").code()).isZero();
        cutBack("plan1.json", records, MAKING);
        assertThat(news()).isEmpty();
    }

    private void cutBack(String plan, List<String> records, int count) throws IOException {
        School.copy(before, state);
        Files.write(journal(plan), records.subList(0, count));
    }

    /** It runs on, and nobody reaches it. */
    private void cutOff(String host) {
        school.with("site.yaml", "memory:///" + host + "?", "memory:///" + host + "?fault=*:UNREACHABLE:1:always&");
    }

    private void lose(String host) {
        school.powerOff(host);
        cutOff(host);
    }

    private void answersAgain() {
        school.with("site.yaml", "fault=*:UNREACHABLE:1:always&", "");
    }

    private List<String> news() {
        return school.plainly("ls", "--config", "site.yaml")
                .out()
                .lines()
                .filter(line -> line.contains(" news "))
                .toList();
    }

    private void runsOnlyOn(String host) {
        assertThat(news()).singleElement().asString().containsPattern(host + " .*running");
    }

    /** Whether a plan would make it again: that plan is {@code again.json} then. */
    private boolean isPlacedAnew() throws IOException {
        Path plan = folder.resolve("again.json");
        Files.deleteIfExists(plan);
        Run place = place("anywhere.yaml", "again.json");
        assertThat(place.code()).as(place.out() + place.err()).isZero();
        return Files.exists(plan) && school.read("again.json").contains("\"news\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {MAKING, MAKING + 1, STARTING})
    void while_its_host_does_not_answer_nobody_places_it_anew(int records) throws IOException {
        applyAndDie(records);
        cutOff("kvm1");
        assertThat(isPlacedAnew()).isFalse();
        assertThat(isPlacedAnew()).as("the first look is kept").isFalse();
        answersAgain();
        runsOnlyOn("kvm1");
    }

    @Test
    void people_are_told_where_it_may_be_and_what_to_do() throws IOException {
        applyAndDie(STARTING);
        cutOff("kvm1");
        Run drift = school.run("drift", "--services", "anywhere.yaml", "--policy", "policy.yaml");
        assertThat(drift.out()).containsPattern("unseen +news").doesNotContainPattern("missing +news");
        assertThat(drift.err())
                .contains("guest news is nowhere to be seen: plan ")
                .contains("was cut off after it had made it on kvm1, which does not answer")
                .contains("go on with that plan")
                .contains("polyvisor failover kvm1");
    }

    @ParameterizedTest
    @ValueSource(ints = {MAKING, STARTING})
    void another_plan_that_makes_it_elsewhere_is_stopped_before_harm(int records) throws IOException {
        applyAndDie(records);
        cutOff("kvm1");
        Run apply = apply("plan2.json", "--for-real");
        assertThat(apply.code()).as(apply.out()).isEqualTo(ExitCode.OUTCOME_UNKNOWN.number());
        assertThat(apply.out()).contains("made it on kvm1").contains("no evidence says that it is fenced");
        assertThat(news()).isEmpty();
        answersAgain();
        runsOnlyOn("kvm1");
    }

    @Test
    void once_its_host_answers_going_on_makes_it_once() throws IOException {
        applyAndDie(MAKING);
        cutOff("kvm1");
        assertThat(isPlacedAnew()).isFalse();
        answersAgain();
        assertThat(isPlacedAnew()).isFalse();
        Run resume = apply("plan1.json", "--resume");
        assertThat(resume.code()).as(resume.out()).isZero();
        runsOnlyOn("kvm1");
    }

    @Test
    void once_its_host_is_fenced_it_is_placed_anew() throws IOException {
        applyAndDie(STARTING);
        lose("kvm1");
        assertThat(isPlacedAnew()).isFalse();
        Run failover = school.run(
                "failover", "kvm1", "--services", "anywhere.yaml", "--policy", "policy.yaml", "--apply", "--for-real");
        assertThat(failover.code()).as(failover.out()).isNotZero();
        assertThat(isPlacedAnew()).as("without evidence").isFalse();
        failover = school.run(
                "failover",
                "kvm1",
                "--services",
                "anywhere.yaml",
                "--policy",
                "policy.yaml",
                "--apply",
                "--for-real",
                "--i-powered-off",
                "kvm1");
        assertThat(failover.code()).as(failover.out() + failover.err()).isEqualTo(ExitCode.PARTIAL.number());
        assertThat(failover.out()).doesNotContain("start news").containsPattern("fence kvm1.*done");

        assertThat(isPlacedAnew()).isTrue();
        Run apply = apply("again.json", "--for-real");
        assertThat(apply.code()).as(apply.out()).isZero();
        assertThat(news()).singleElement().asString().containsPattern("kvm[23] .*running");

        school.powerOn("kvm1");
        answersAgain();
        Run resume = apply("plan1.json", "--resume");
        assertThat(resume.code()).as(resume.out()).isNotZero();
        assertThat(news()).filteredOn(line -> line.contains("running")).hasSize(1);
    }

    @Test
    void where_its_host_answers_without_it_either_plan_makes_it_and_the_other_does_not_double_it() throws IOException {
        applyInVainAndDie();
        assertThat(isPlacedAnew()).isTrue();
        Run apply = apply("plan2.json", "--for-real");
        assertThat(apply.code()).as(apply.out()).isZero();
        Run resume = apply("plan1.json", "--resume");
        assertThat(resume.code()).as(resume.out()).isEqualTo(ExitCode.DRIFTED.number());
        runsOnlyOn("kvm2");
    }

    @Test
    void where_both_plans_were_cut_off_neither_is_gone_on_with_while_the_host_of_the_other_is_silent()
            throws IOException {
        applyInVainAndDie();
        School.copy(state, before);
        assertThat(apply("plan2.json", "--for-real").code()).isZero();
        cutBack("plan2.json", Files.readAllLines(journal("plan2.json")), STARTING);
        cutOff("kvm2");
        Run resume = apply("plan1.json", "--resume");
        assertThat(resume.code()).as(resume.out()).isEqualTo(ExitCode.OUTCOME_UNKNOWN.number());
        assertThat(resume.out()).contains("made it on kvm2");
        answersAgain();
        runsOnlyOn("kvm2");
    }
}
