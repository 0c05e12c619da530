package io.polyvisor.placement.plan;

import static io.polyvisor.placement.plan.Town.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PlannerTest {
    private static final Question REBALANCE = new Question.Rebalance(10);

    private static List<String> words(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.wave() + " " + words(step.action()))
                .toList();
    }

    private static String words(Action action) {
        return action.getClass().getSimpleName()
                + action.subject().map(guest -> " " + guest).orElse("")
                + (action instanceof Action.Move move ? (move.live() ? " live" : " cold") : "")
                + " " + action.host();
    }

    @Test
    void answer_that_changes_nothing_has_an_empty_plan() {
        Town town = new Town().host("a", 8).guest("web", 2, "a");
        Plan plan = town.plan(town.answer(REBALANCE));
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.complete()).isTrue();
        assertThat(plan.costDifference()).isEqualTo(Money.ZERO);
    }

    @Test
    void new_guest_is_made_off_and_started_in_the_next_wave() {
        Town town = new Town().host("a", 8).service("web", 2, Protection.RESTART_IF_POSSIBLE);
        Plan plan = town.plan(town.answer(new Question.Place(Set.of("web")), "web", "a"));
        assertThat(words(plan)).containsExactly("1 Create web a", "2 Start web a");
        Step create = plan.steps().get(0);
        assertThat(create.before())
                .contains(new Condition.NameFree("web", "a"), new Condition.HostTakesGuests(key("a")));
        assertThat(create.inverse()).contains(new Action.Discard("web", key("a")));
        assertThat(((Action.Create) create.action()).spec().memory())
                .isEqualTo(town.site().guest("web").memory());
        assertThat(plan.costDifference()).isEqualTo(Money.of(1150));
    }

    @Test
    void new_guest_without_a_service_is_an_obstacle() {
        Town town = new Town().host("a", 8).guest("web", 2, "a").change("web", guest -> guest.at(Optional.empty()));
        Plan plan = town.plan(town.answer(new Question.Place(Set.of("web")), "web", "a"));
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.obstacles()).singleElement().satisfies(obstacle -> {
            assertThat(obstacle.proved()).isTrue();
            assertThat(obstacle.why()).contains("no service");
        });
    }

    @Test
    void running_guest_is_moved_live_and_back_by_the_inverse() {
        Town town = new Town().host("a", 8).host("b", 8).guest("web", 2, "a");
        Plan plan = town.plan(town.answer(REBALANCE, "web", "b"));
        assertThat(words(plan)).containsExactly("1 Move web live b");
        Step move = plan.steps().get(0);
        assertThat(move.before())
                .contains(
                        new Condition.GuestIs("web", key("a"), Set.of(PowerState.RUNNING), Optional.empty()),
                        new Condition.Room(key("b"), town.site().guest("web").memory(), 1));
        assertThat(move.inverse()).contains(new Action.Move("web", key("b"), key("a"), true));
        assertThat(move.estimate().toSeconds()).isEqualTo(5 + 22);
        assertThat(move.cost()).isEqualTo(Money.ZERO);
    }

    @Test
    void guest_that_cannot_be_moved_live_is_stopped_moved_and_started() {
        Town town = new Town().host("a", 8).host("b", 8).guest("web", 2, "a").cold("web");
        Plan plan = town.plan(town.answer(REBALANCE, "web", "b"));
        assertThat(words(plan)).containsExactly("1 Stop web a", "2 Move web cold b", "3 Start web b");
    }

    @Test
    void inactive_guest_is_moved_cold_and_stays_off() {
        Town town = new Town().host("a", 8).host("b", 8).guest("web", 20, "a").change("web", g -> g.active(false));
        Plan plan = town.plan(town.answer(REBALANCE, "web", "b"));
        assertThat(words(plan)).containsExactly("1 Move web cold b");
    }

    @Test
    void guest_waits_for_the_room_that_another_frees() {
        Town town = new Town().host("a", 8).host("b", 8).host("c", 8);
        town.guest("x", 6, "a").guest("y", 6, "b");
        Plan plan = town.plan(town.answer(REBALANCE, "x", "b", "y", "c"));
        assertThat(words(plan)).containsExactly("1 Move y live c", "2 Move x live b");
    }

    @Test
    void one_host_takes_part_in_one_move_at_a_time() {
        Town town = new Town().host("a", 32).host("b", 32);
        town.guest("x", 1, "a").guest("y", 1, "a").guest("z", 1, "a");
        Plan plan = town.plan(town.answer(REBALANCE, "x", "b", "y", "b", "z", "b"));
        assertThat(plan.steps()).extracting(Step::wave).containsExactly(1, 2, 3);
    }

    @Test
    void two_full_hosts_swap_guests_through_a_third() {
        Town town = new Town().host("a", 8).host("b", 8).host("c", 8);
        town.guest("x", 8, "a").guest("y", 8, "b");
        Plan plan = town.plan(town.answer(REBALANCE, "x", "b", "y", "a"));
        assertThat(plan.complete()).isTrue();
        assertThat(plan.steps()).hasSize(3);
    }

    @Test
    void guest_that_nobody_asked_to_move_steps_aside_and_comes_back() {
        Town town = new Town().host("a", 8).host("b", 8).host("c", 8).host("d", 4);
        town.guest("x", 8, "a").guest("y", 8, "b").guest("z", 4, "c");
        Plan plan = town.plan(town.answer(REBALANCE, "x", "b", "y", "a"));
        assertThat(plan.complete()).isTrue();
        assertThat(plan.steps()).hasSize(5);
    }

    @Test
    void swap_without_a_third_host_is_proved_impossible_and_the_smaller_guest_is_to_be_stopped_instead() {
        Town town = new Town().host("a", 8).host("b", 8);
        town.guest("x", 8, "a").guest("y", 7, "b");
        Plan plan = town.plan(town.answer(REBALANCE, "x", "b", "y", "a"));
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.obstacles()).singleElement().satisfies(obstacle -> {
            assertThat(obstacle.guests()).containsExactly("x", "y");
            assertThat(obstacle.proved()).isTrue();
            assertThat(obstacle.instead())
                    .isEqualTo("stop y for about 186 seconds: shut it down, move it cold, start it there");
        });
    }

    @Test
    void guests_kept_apart_that_swap_hosts_need_a_third_one() {
        Town two = new Town().host("a", 32).host("b", 32);
        two.guest("x", 1, "a").guest("y", 1, "b").apart("x", "y");
        assertThat(two.plan(two.answer(REBALANCE, "x", "b", "y", "a")).obstacles())
                .singleElement()
                .matches(Plan.Obstacle::proved);
        Town three = new Town().host("a", 32).host("b", 32).host("c", 1);
        three.guest("x", 1, "a").guest("y", 1, "b").apart("x", "y");
        assertThat(three.plan(three.answer(REBALANCE, "x", "b", "y", "a")).steps())
                .hasSize(3);
    }

    @Test
    void guest_that_must_stop_anyway_makes_room_for_a_swap() {
        Town town = new Town().host("a", 8).host("b", 8);
        town.guest("x", 8, "a").guest("y", 8, "b").cold("y");
        Plan plan = town.plan(town.answer(REBALANCE, "x", "b", "y", "a"));
        assertThat(plan.complete()).isTrue();
    }

    @Test
    void guests_kept_apart_are_not_on_one_host_even_for_a_while() {
        Town town = new Town().host("a", 32).host("b", 32).host("c", 32);
        town.guest("x", 1, "a").guest("y", 1, "b").apart("x", "y");
        Plan plan = town.plan(town.answer(REBALANCE, "x", "b", "y", "c"));
        assertThat(words(plan)).containsExactly("1 Move y live c", "2 Move x live b");
    }

    @Test
    void guest_of_another_pool_is_rebuilt_from_its_service_and_the_old_one_stays_off() {
        Town town = new Town().host("a", 8).host("v", 8, "other", HostState.UP);
        town.guest("web", 2, "a").service("web", 2, Protection.DO_NOT_RESTART);
        Question question = new Question.ChangeProtection("web", Protection.PROTECTED);
        Plan plan = town.plan(town.answer(question, "web", "v"));
        assertThat(words(plan)).containsExactly("1 Protect web a", "2 Stop web a", "3 Create web v", "4 Start web v");
        Action.Create create = (Action.Create) plan.steps().get(2).action();
        assertThat(create.replaces()).contains(key("a"));
        assertThat(create.spec().protection()).isEqualTo(Protection.PROTECTED);
        assertThat(plan.steps().get(2).why()).contains("rebuilt").contains("data");
    }

    @Test
    void guest_that_stays_is_only_protected_otherwise() {
        Town town = new Town().host("a", 8).guest("web", 2, "a");
        Question question = new Question.ChangeProtection("web", Protection.PROTECTED);
        Plan plan = town.plan(town.answer(question));
        assertThat(words(plan)).containsExactly("1 Protect web a");
        assertThat(plan.steps().get(0).inverse())
                .contains(new Action.Protect("web", key("a"), Protection.PROTECTED, Protection.DO_NOT_RESTART));
    }

    @Test
    void lost_host_is_fenced_before_its_guests_are_started_protected_ones_first() {
        Town town = new Town().host("a", 8).host("b", 8).host("c", 8);
        town.guest("big", 4, "a").guest("vital", 1, "a");
        town.change("big", guest -> guest.protectedAs(Protection.RESTART_IF_POSSIBLE));
        town.change("vital", guest -> guest.protectedAs(Protection.PROTECTED));
        Plan plan = town.plan(town.answer(new Question.FailOver(Set.of(key("a"))), "big", "b", "vital", "b"));
        assertThat(words(plan))
                .containsExactly(
                        "1 Fence a",
                        "2 Recover vital b",
                        "2 Recover big b",
                        "3 Autostart vital b",
                        "3 Autostart big b",
                        "4 Start vital b",
                        "4 Start big b");
        assertThat(plan.steps().get(0).inverse()).isEmpty();
        assertThat(plan.steps().get(1).before())
                .contains(new Condition.Fenced(key("a")), new Condition.RunsNowhere("vital"));
        assertThat(plan.steps().get(5).before())
                .contains(new Condition.Fenced(key("a")), new Condition.RunsNowhere("vital"));
        assertThat(plan.costDifference()).isEqualTo(Money.ZERO);
    }

    @Test
    void host_is_engaged_before_guests_arrive_and_released_after_they_left() {
        Town town = new Town().host("a", 8).host("b", 8, "pool", HostState.OFF).guest("web", 2, "a");
        Plan plan = town.plan(Town.answer(
                new Question.Consolidate(OptionalInt.empty()),
                java.util.Map.of("web", key("b")),
                List.of(key("a")),
                List.of(key("b"))));
        assertThat(words(plan)).containsExactly("1 Engage b", "2 Move web live b", "3 Release a");
    }

    @Test
    void returning_host_loses_its_stale_copies_before_it_rejoins() {
        Town town = new Town().host("a", 8).host("b", 8).guest("web", 2, "b").guest("db", 2, "b");
        Plan plan = Planner.rejoin(town.site(), key("a"), List.of("web", "db"));
        assertThat(words(plan)).containsExactly("1 Retire db a", "1 Retire web a", "2 Rejoin a");
    }

    @Test
    void returning_host_keeps_what_runs_there_and_nowhere_else() {
        Town town = new Town().host("a", 8).host("b", 8).guest("web", 2, "b").guest("db", 2, "a");
        Step rejoin =
                Planner.rejoin(town.site(), key("a"), List.of("web")).steps().get(1);
        assertThat(rejoin.before()).singleElement().isInstanceOfSatisfying(Condition.GuestIs.class, is -> {
            assertThat(is.guest()).isEqualTo("db");
            assertThat(is.powers()).contains(PowerState.RUNNING).doesNotContain(PowerState.OFF);
        });
        assertThat(Planner.rejoin(town.site(), key("a"), List.of("db", "web"))
                        .steps()
                        .get(2)
                        .before())
                .containsExactly(new Condition.HostEmpty(key("a")));
    }

    @Test
    void same_site_and_answer_give_the_same_plan_and_another_answer_another_id() {
        Town town = new Town().host("a", 8).host("b", 8).service("web", 2, Protection.RESTART_IF_POSSIBLE);
        Question question = new Question.Place(Set.of("web"));
        Plan plan = town.plan(town.answer(question, "web", "a"));
        assertThat(town.plan(town.answer(question, "web", "a"))).isEqualTo(plan);
        assertThat(plan.id()).isEqualTo("8cb499d3a930ab8f");
        assertThat(town.plan(town.answer(question, "web", "b")).id()).isNotEqualTo(plan.id());
    }
}
