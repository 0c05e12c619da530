package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about guests that run. */
final class SiteQuestionsTest {

    @TempDir
    private Path folder;

    private School school;

    @BeforeEach
    void fill() {
        school = new School(folder).filled();
    }

    @Test
    void why_names_the_rule_and_what_keeps_the_guest_from_each_other_host() {
        Run why = school.run("why", "backup", "--services", "services.yaml", "--policy", "policy.yaml");
        assertThat(why.code()).isZero();
        assertThat(why.out())
                .contains("backup -> kvm3", "because rule \"everything else goes in-house\"")
                .containsPattern("central/esx1 +pool +\\+215 +")
                .containsPattern("kvm1 +memory +0 +needs 12 GiB")
                .contains("would change it: ");
    }

    @Test
    void why_is_told_to_programs() {
        JsonNode why = school.run("why", "backup", "--policy", "policy.yaml", "-o", "json")
                .json();
        assertThat(why.get("kind").asText()).isEqualTo("why");
        JsonNode reason = why.get("answer").get("reasons").get(0);
        assertThat(reason.get("chosen").asText()).isEqualTo("kvm3");
        assertThat(reason.get("rejected")).hasSize(5);
    }

    @Test
    void why_of_nobody_says_where_services_come_from() {
        Run why = school.run("why", "nobody");
        assertThat(why.code()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(why.err()).contains("nobody", "--services FILE");
    }

    @Test
    void another_protection_of_a_guest_is_thought_through() {
        Run why = school.run("why", "wiki", "--policy", "policy.yaml", "--if-protection", "do-not-restart");
        assertThat(why.code()).isZero();
        assertThat(why.out()).contains("wiki -> kvm3", "cost of a year: 3025 -> 3025 GBP");
    }

    @Test
    void capacity_has_a_figure_per_pool_and_a_counter_example() {
        Run capacity = school.run("capacity", "--lost", "at-once");
        assertThat(capacity.code()).isZero();
        assertThat(capacity.out())
                .containsPattern("central +3 +at-once +1 +2 +central/esx1 and central/esx2 and central/esx3")
                .contains("site: can lose any 2 at once; pool central decides");
    }

    @Test
    void a_pool_that_cannot_lose_what_it_must_is_told_by_the_exit_code_and_what_would_help() {
        Run capacity = school.run("capacity", "--count", "protected,restart-if-possible", "--xapi");
        assertThat(capacity.code()).isEqualTo(ExitCode.CAPACITY.number());
        assertThat(capacity.out())
                .containsPattern("in-house +3 +at-once +1 +0 +kvm3 +backup")
                .contains("in-house: would help: ", "XAPI SAYS");
    }

    @Test
    void capacity_is_told_to_programs() {
        JsonNode capacity = school.run("capacity", "--xapi", "-o", "json").json();
        assertThat(capacity.get("items")).hasSize(4);
        assertThat(capacity.get("items").get(0).get("meaning").asText()).isEqualTo("AT_ONCE");
        assertThat(capacity.get("xapi")).hasSize(2);
    }

    @Test
    void a_host_that_cannot_be_emptied_says_why_and_what_would_help() {
        Run evacuate = school.run("evacuate", "kvm3", "--policy", "policy.yaml");
        assertThat(evacuate.code()).isEqualTo(ExitCode.NO_ANSWER.number());
        assertThat(evacuate.out()).contains("why: leaving kvm3", "together: memory", "would help: ", "infeasible");
    }

    @Test
    void a_host_is_emptied_by_a_plan_that_apply_carries_out() {
        Run evacuate = school.run("evacuate", "esx2", "--policy", "policy.yaml", "--plan", "evacuate.json");
        assertThat(evacuate.code()).as(evacuate.out()).isZero();
        assertThat(evacuate.out()).containsPattern("move +timetable +central/esx2 -> central/esx., live");
        Run apply = school.run("apply", "evacuate.json", "--for-real");
        assertThat(apply.code()).as(apply.out() + apply.err()).isZero();
        assertThat(school.plainly("ls", "--config", "site.yaml").out()).doesNotContainPattern("timetable .* esx2");
    }

    @Test
    void hosts_that_can_be_switched_off_are_named() {
        Run consolidate = school.run("consolidate", "--policy", "policy.yaml");
        assertThat(consolidate.code()).isZero();
        assertThat(consolidate.out()).contains("can be switched off: central/esx", "hosts used: ", "moves: ");
    }

    @Test
    void the_load_is_evened_out_with_no_more_moves_than_were_allowed() {
        JsonNode rebalance = school.run("rebalance", "--moves", "1", "--policy", "policy.yaml", "-o", "json")
                .json();
        assertThat(rebalance.get("answer").get("question").get("moves").asInt()).isEqualTo(1);
        assertThat(rebalance.get("plan").get("steps").size()).isLessThanOrEqualTo(1);
    }
}
