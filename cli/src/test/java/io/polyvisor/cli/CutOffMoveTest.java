package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.apply.file.PlanDocument;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code apply} was killed after a guest had moved and before that was written down, and the host that it moved to is lost before
 * anybody looks: {@code wiki} was brought from {@code kvm3} to {@code kvm2}.
 */
final class CutOffMoveTest {
    private static final HostKey KVM2 = HostKey.parse("kvm2");
    private static final HostKey KVM3 = HostKey.parse("kvm3");
    private static final int PLAN_AND_BEGUN = 2;

    @TempDir
    private Path folder;

    private School school;
    private Path state;

    @BeforeEach
    void fill() throws IOException {
        school = new School(folder).filled();
        state = folder.resolve("polyvisor/school");
        assertThat(running()).containsPattern("kvm3 .* wiki +running");
        school.write("move.json", PlanDocument.text(move("evening", KVM3, KVM2)));
    }

    private static Plan move(String id, HostKey from, HostKey to) {
        Step step = new Step(
                1,
                1,
                new Action.Move("wiki", from, to, true),
                List.of(new Condition.GuestIs("wiki", from, Set.of(PowerState.RUNNING), Optional.empty())),
                Optional.empty(),
                Duration.ofSeconds(10),
                Money.ZERO,
                from + " is too warm");
        return new Plan(id, "school", "a move", "hybrid", List.of(step), List.of(), Money.ZERO);
    }

    /** What was observed and what was written down is as it was when the guest had just moved. */
    private void moveAndDie() throws IOException {
        Path before = folder.resolve("before");
        School.copy(state, before);
        Run apply = school.run("apply", "move.json", "--for-real");
        assertThat(apply.code()).as(apply.out()).isZero();
        Path journal = state.resolve("journals/evening.jsonl");
        List<String> records = Files.readAllLines(journal);
        School.copy(before, state);
        Files.write(journal, records.subList(0, PLAN_AND_BEGUN));
    }

    /** The host loses its power, and its endpoint, which is itself, does not answer. */
    private void lose(String host) {
        school.powerOff(host);
        school.with("site.yaml", "memory:///" + host + "?", "memory:///" + host + "?fault=*:UNREACHABLE:1:always&");
    }

    private void comesBack(String host) {
        school.powerOn(host);
        school.with("site.yaml", "fault=*:UNREACHABLE:1:always&", "");
    }

    private String running() {
        return school.plainly("ls", "--config", "site.yaml").out();
    }

    private List<String> wikis() {
        return running().lines().filter(line -> line.contains(" wiki ")).toList();
    }

    private Run failover(String... more) {
        return school.run(Stream.concat(
                        Stream.of("failover", "kvm2", "--services", "services.yaml", "--policy", "policy.yaml"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void failover_of_the_lost_host_makes_the_guest_again_once_it_is_fenced() throws IOException {
        moveAndDie();
        lose("kvm2");
        Run drift = school.run("drift", "--services", "services.yaml", "--policy", "policy.yaml");
        assertThat(drift.err())
                .contains(
                        "guest wiki is no longer on kvm3: plan evening was cut off while it brought it to kvm2, which does not answer");
        assertThat(drift.out()).containsPattern("unseen +wiki").doesNotContainPattern("missing +wiki");

        Run failover = failover("--apply", "--for-real", "--i-powered-off", "kvm2");

        assertThat(failover.out()).as(failover.err()).containsPattern("start wiki on kvm[13] .*done");
        assertThat(wikis()).singleElement().asString().containsPattern("kvm[13] .*running");
        assertThat(school.run("history", "wiki").out()).containsPattern("recover wiki of lost host kvm2 on kvm[13]");
        comesBack("kvm2");
        Run rejoin = school.run("rejoin", "kvm2", "--apply", "--for-real");
        assertThat(rejoin.code()).as(rejoin.out() + rejoin.err()).isZero();
        assertThat(wikis()).singleElement().asString().containsPattern("kvm[13] .*running");
    }

    @Test
    void a_host_whose_endpoint_answers_for_it_is_no_other_case() throws IOException {
        moveAndDie();
        school.powerOff("kvm2");
        school.run("drift", "--services", "services.yaml");
        Run failover = failover("--apply", "--for-real", "--i-powered-off", "kvm2");
        assertThat(failover.out()).as(failover.err()).containsPattern("start wiki on kvm[13] .*done");
        assertThat(wikis()).filteredOn(line -> line.contains("running")).hasSize(1);
    }

    @Test
    void without_evidence_nothing_is_started() throws IOException {
        moveAndDie();
        lose("kvm2");
        Run failover = failover("--apply", "--for-real");
        assertThat(failover.code()).isEqualTo(ExitCode.OUTCOME_UNKNOWN.number());
        assertThat(failover.out()).contains("a lost connection is no evidence");
        assertThat(wikis()).isEmpty();
    }

    @Test
    void a_guest_that_had_not_left_yet_runs_on_and_is_not_made_again() throws IOException {
        moveAndDie();
        School.copy(state, folder.resolve("cut-off"));
        school.write("back.json", PlanDocument.text(move("back", KVM2, KVM3)));
        assertThat(school.run("apply", "back.json", "--for-real").code()).isZero();
        Files.delete(state.resolve("journals/back.jsonl"));
        School.copy(folder.resolve("cut-off"), state);
        lose("kvm2");
        Run failover = failover("--apply", "--for-real", "--i-powered-off", "kvm2");
        assertThat(failover.err()).doesNotContain("wiki");
        assertThat(failover.out()).doesNotContain("recover wiki");
        assertThat(wikis()).singleElement().asString().containsPattern("kvm3 .*running");
    }

    @Test
    void as_long_as_the_source_is_silent_too_nothing_is_started() throws IOException {
        moveAndDie();
        lose("kvm2");
        school.run("drift", "--services", "services.yaml");
        school.with("site.yaml", "memory:///kvm3?", "memory:///kvm3?fault=*:UNREACHABLE:1:always&");
        Run failover = failover("--apply", "--for-real", "--i-powered-off", "kvm2");
        assertThat(failover.code()).isNotZero();
        assertThat(wikis()).isEmpty();
    }

    @Test
    void nobody_places_it_anew() throws IOException {
        moveAndDie();
        lose("kvm2");
        for (int look = 0; look < 2; look++) {
            Run place = school.run("place", "services.yaml", "--policy", "policy.yaml", "--plan", "again.json");
            assertThat(Files.exists(folder.resolve("again.json")) ? school.read("again.json") : "")
                    .as(place.out())
                    .doesNotContain("\"wiki\"");
        }
    }
}
