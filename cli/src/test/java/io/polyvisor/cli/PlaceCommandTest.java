package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlaceCommandTest {
    private static final String[] PLACE = {"place", "services.yaml", "--policy", "policy.yaml"};

    @TempDir
    private Path folder;

    @Test
    void services_find_their_places_with_reasons_and_costs_and_nothing_is_changed() {
        School school = new School(folder);
        Run place = school.run(PLACE);
        assertThat(place.err()).isEmpty();
        assertThat(place.code()).isZero();
        assertThat(place.out())
                .containsPattern("mail +2 +4 GiB +protected +central/esx. +central +365 +rule \"protected guests")
                .containsPattern("wiki +2 +8 GiB +restart-if-possible +kvm. +in-house +150")
                .contains("cost of a year: 1095 -> 3025 GBP", "cost: 3025 GBP (no answer has less)", "optimal: proved")
                .contains("nothing was changed; --plan FILE writes the plan");
        assertThat(school.plainly("ls", "--config", "site.yaml").out()).doesNotContain("mail");
    }

    @Test
    void the_plan_is_written_for_apply() {
        School school = new School(folder);
        Run place = school.run("place", "services.yaml", "--policy", "policy.yaml", "--plan", "plan.json");
        assertThat(place.out()).contains("written to plan.json; next: polyvisor apply plan.json");
        assertThat(Files.isRegularFile(folder.resolve("plan.json"))).isTrue();
        assertThat(school.read("plan.json")).contains("polyvisor.plan/1");
    }

    @Test
    void programs_get_answer_and_plan() {
        JsonNode document = new School(folder)
                .run("place", "services.yaml", "--policy", "policy.yaml", "--output", "json")
                .json();
        assertThat(document.get("kind").asText()).isEqualTo("answer");
        JsonNode answer = document.get("answer");
        assertThat(answer.get("verdict").asText()).isEqualTo("OPTIMAL");
        assertThat(answer.get("costAfter").asDouble()).isEqualTo(3025);
        assertThat(answer.get("reasons")).hasSize(10);
        assertThat(document.get("plan").get("steps")).hasSize(20);
        assertThat(document.get("plan").get("steps").get(0).get("action").asText())
                .isEqualTo("create");
        assertThat(document.get("planFile").isNull()).isTrue();
    }

    @Test
    void without_a_policy_the_hybrid_strategy_holds() {
        Run place = new School(folder).run("place", "services.yaml");
        assertThat(place.code()).isZero();
        assertThat(place.out()).contains("rule \"everything else goes in-house\" of policy hybrid");
    }

    @Test
    void the_same_question_has_the_same_answer() {
        School school = new School(folder);
        assertThat(school.run(PLACE).out()).isEqualTo(school.run(PLACE).out());
    }

    @Test
    void what_runs_already_is_not_placed_again() {
        School school = new School(folder).filled();
        Run again = school.run(PLACE);
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("nothing is to be done");
    }

    @Test
    void too_little_money_is_said_with_what_would_help() {
        Run place = new School(folder)
                .with("policy.yaml", "budget: 3500", "budget: 2000")
                .run(PLACE);
        assertThat(place.code()).isEqualTo(ExitCode.NO_ANSWER.number());
        assertThat(place.out()).contains("infeasible: proved that there is no assignment", "why: ", "budget");
    }

    @Test
    void a_service_that_fits_nowhere_names_its_constraint_and_the_cheapest_help() {
        Run place = new School(folder)
                .with("services.yaml", "backup:    {vcpus: 2, memory: 12G", "backup:    {vcpus: 2, memory: 48G")
                .run(PLACE);
        assertThat(place.code()).isEqualTo(ExitCode.NO_ANSWER.number());
        assertThat(place.out()).contains("backup", "memory", "would help: ");
    }

    @Test
    void an_endpoint_that_is_down_is_neither_capacity_nor_an_error() {
        School school = new School(folder);
        school.powerOff("kvm3");
        Run place = school.run(PLACE);
        assertThat(place.out()).doesNotContainPattern("backup .* kvm3 ");
        assertThat(place.code()).isEqualTo(ExitCode.NO_ANSWER.number());
    }

    @Test
    void a_site_is_needed() {
        Run place = new School(folder).plainly("place", "services.yaml");
        assertThat(place.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(place.err()).contains("this needs a site file; give --on FILE");
    }
}
