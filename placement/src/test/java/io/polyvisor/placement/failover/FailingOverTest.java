package io.polyvisor.placement.failover;

import static io.polyvisor.placement.failover.SitesForTests.in;
import static io.polyvisor.placement.failover.SitesForTests.key;
import static io.polyvisor.placement.failover.SitesForTests.protectedAs;
import static io.polyvisor.placement.failover.SitesForTests.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FailingOverTest {
    private static final Policy ANYWHERE = Policy.anywhere(Policy.Fill.SPREAD);

    @Test
    void guests_of_a_lost_host_are_restarted_and_nobody_else_is_moved() {
        Site site =
                site().hosts(8, "a", "b", "c").guests("a", 4, 3).guests("b", 2).build();

        Answer answer = lose(site, "a");

        assertThat(answer.verdict()).isEqualTo(Verdict.OPTIMAL);
        assertThat(answer.places()).containsOnlyKeys("a-0", "a-1", "b-0").doesNotContainValue(key("a"));
        assertThat(answer.placeOf("b-0")).contains(key("b"));
        assertThat(answer.unplaced()).isEmpty();
        assertThat(answer.shortage()).isEmpty();
    }

    @Test
    void protected_guests_come_first_even_where_more_of_the_others_would_fit() {
        Site site = site().hosts(8, "a", "b")
                .guest("must", 6, "a")
                .guest("should1", 4, "a", protectedAs(Protection.RESTART_IF_POSSIBLE))
                .guest("should2", 4, "a", protectedAs(Protection.RESTART_IF_POSSIBLE))
                .build();

        Answer answer = lose(site, "a");

        assertThat(answer.places()).containsOnlyKeys("must");
        assertThat(answer.unplaced()).containsExactly("should1", "should2");
        assertThat(answer.verdict()).isEqualTo(Verdict.OPTIMAL);
        assertThat(answer.bounds())
                .containsExactly(
                        new Bound("protected guests not restarted", 0, 0), new Bound("guests not restarted", 2, 2));
    }

    @Test
    void guests_that_are_not_to_be_restarted_keep_no_place() {
        Site site = site().hosts(8, "a", "b")
                .guest("left", 1, "a", protectedAs(Protection.DO_NOT_RESTART))
                .guest("stays", 1, "b", protectedAs(Protection.DO_NOT_RESTART))
                .guest("stopped", 1, "a", guest -> guest.active(false))
                .build();

        Answer answer = lose(site, "a");

        assertThat(answer.places()).containsOnlyKeys("stays");
        assertThat(answer.unplaced()).isEmpty();
        assertThat(answer.verdict()).isEqualTo(Verdict.OPTIMAL);
    }

    @Test
    void as_many_as_possible_are_restarted_and_the_rest_is_told_why_not() {
        Site site = site().host("a", 20)
                .host("b", 6)
                .host("off", 32, in(HostState.OFF))
                .guests("a", 6, 3, 3)
                .build();

        Answer answer = lose(site, "a");

        assertThat(answer.unplaced()).containsExactly("a-0");
        Shortage shortage = answer.shortage().orElseThrow();
        assertThat(shortage.guests()).containsExactly("a-0");
        assertThat(shortage.constraints()).containsExactlyInAnyOrder(Constraint.MEMORY, Constraint.HOST_STATE);
        assertThat(shortage.why())
                .isEqualTo("a-0 (6 GiB, 1 vCPUs) finds no place: memory on e/b (0 B left); host state on e/off");
        assertThat(shortage.cheapest().orElseThrow().what()).isEqualTo("switch on host e/off");
    }

    @Test
    void the_least_memory_that_would_help_is_told() {
        Site site = site().host("a", 20)
                .host("b", 6)
                .host("c", 5)
                .guests("a", 6, 3, 3, 2)
                .build();

        Answer answer = lose(site, "a");

        assertThat(answer.unplaced()).hasSize(1);
        assertThat(answer.shortage().orElseThrow().cheapest().orElseThrow().what())
                .isEqualTo("3 GiB of memory in host e/b");
    }

    @Test
    void guests_on_storage_that_is_not_shared_are_not_restarted() {
        Site site = site().hosts(8, "a", "b")
                .guest("local", 1, "a", SitesForTests.diskOn("local"))
                .build();

        Answer answer = lose(site, "a");

        assertThat(answer.unplaced()).containsExactly("local");
        assertThat(answer.verdict()).isEqualTo(Verdict.OPTIMAL);
        assertThat(answer.shortage().orElseThrow().constraints()).containsExactly(Constraint.STORAGE);
    }

    @Test
    void guests_that_belong_together_are_restarted_where_the_others_are_or_together() {
        Site site = site().host("a", 20)
                .host("b", 6)
                .host("c", 9)
                .guests("a", 4, 4)
                .group(Group.Kind.TOGETHER, "a-0", "a-1")
                .build();

        Answer answer = lose(site, "a");

        assertThat(answer.places()).containsEntry("a-0", key("c")).containsEntry("a-1", key("c"));
    }

    @Test
    void guests_on_hosts_of_another_vendor_are_restarted_though_they_could_not_be_moved_live() {
        Site site = site().host("a", 8)
                .host("b", 8, SitesForTests.with(8, "amd", Set.of(10, 20), Set.of("shared")))
                .guests("a", 4)
                .build();

        assertThat(lose(site, "a").places()).containsEntry("a-0", key("b"));
    }

    @Test
    void a_budget_is_kept_and_named_where_it_is_what_binds() {
        Site site = site().costing(new CostModel(Money.of(10), Money.of(100)))
                .host("a", 16)
                .hosts(8, "b", "c")
                .guests("a", 6, 6)
                .build();
        Policy within = new Policy("within", List.of(), Policy.Fill.SPREAD, Reserve.NONE, Optional.of(Money.of(120)));

        Answer answer = lose(site, within, "a");

        assertThat(answer.costBefore()).isEqualTo(Money.of(120));
        assertThat(answer.costAfter()).isEqualTo(Money.of(110));
        assertThat(answer.unplaced()).hasSize(1);
        assertThat(answer.shortage().orElseThrow().constraints()).contains(Constraint.BUDGET);
        assertThat(lose(site, ANYWHERE, "a").costAfter()).isEqualTo(Money.of(220));
    }

    @Test
    void what_the_policy_keeps_in_reserve_stays_free() {
        Site site = site().hosts(8, "a", "b").guests("a", 7).build();
        Policy keeping = new Policy("keeping", List.of(), Policy.Fill.SPREAD, new Reserve(25, 0, 0), Optional.empty());

        Answer answer = lose(site, keeping, "a");

        assertThat(answer.unplaced()).containsExactly("a-0");
        assertThat(answer.shortage().orElseThrow().constraints()).containsExactly(Constraint.RESERVE);
        assertThat(lose(site, ANYWHERE, "a").unplaced()).isEmpty();
    }

    @Test
    void guests_that_shared_a_host_against_a_rule_may_do_so_again_and_strangers_may_not() {
        Site shared = site().hosts(8, "a", "b")
                .guests("a", 1, 1)
                .group(Group.Kind.APART, "a-0", "a-1")
                .build();
        Site strangers = site().hosts(8, "a", "b")
                .guests("a", 1)
                .guests("b", 1)
                .group(Group.Kind.APART, "a-0", "b-0")
                .build();

        assertThat(lose(shared, "a").unplaced()).isEmpty();
        assertThat(lose(strangers, "a").unplaced()).containsExactly("a-0");
        assertThat(lose(strangers, "a").shortage().orElseThrow().constraints()).containsExactly(Constraint.APART);
    }

    @Test
    void a_guest_that_fits_nowhere_does_not_keep_the_search_from_a_packing_that_simple_ways_miss() {
        Site site = site().host("a", 40)
                .host("b", 12)
                .host("c", 7)
                .guests("a", 13, 6, 4, 3, 2, 2, 2)
                .build();

        Answer answer = lose(site, "a");

        assertThat(answer.unplaced()).containsExactly("a-0");
        assertThat(answer.verdict()).isEqualTo(Verdict.OPTIMAL);
    }

    @Test
    void guests_that_must_be_together_and_apart_are_not_both_restarted() {
        Site site = site().hosts(8, "a", "b", "c")
                .guests("a", 1)
                .guests("b", 1)
                .group(Group.Kind.TOGETHER, "a-0", "b-0")
                .group(Group.Kind.APART, "a-0", "b-0")
                .build();

        assertThat(lose(site, "a", "b").unplaced()).hasSize(1);
    }

    @Test
    void losing_all_hosts_restarts_nobody_and_is_still_an_answer() {
        Site site = site().hosts(8, "a", "b").guests("a", 4).guests("b", 4).build();

        Answer answer = lose(site, "a", "b");

        assertThat(answer.verdict()).isEqualTo(Verdict.OPTIMAL);
        assertThat(answer.unplaced()).containsExactly("a-0", "b-0");
    }

    @Test
    void a_host_that_is_not_there_is_refused() {
        Site site = site().host("a", 8).build();

        assertThatThrownBy(() -> lose(site, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("e/x");
    }

    @Test
    void as_many_are_restarted_as_by_trying_everything() {
        int partial = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Site site = CapacityAgainstEveryAssignmentTest.random(seed, 7);
            Random random = new Random(seed);
            Site mixed = site.withGuests(site.guests().values().stream()
                    .map(guest -> random.nextInt(3) == 0 && guest.protection() == Protection.PROTECTED
                            ? guest.protectedAs(Protection.RESTART_IF_POSSIBLE)
                            : guest)
                    .toList());
            Answer answer = lose(mixed, random.nextBoolean() ? new String[] {"h0"} : new String[] {"h0", "h1"});

            long[] best = new EveryRestart(mixed, ((Question.FailOver) answer.question()).lost()).best();
            assertThat(answer.verdict()).as("seed " + seed).isEqualTo(Verdict.OPTIMAL);
            assertThat(answer.bounds().stream().mapToLong(Bound::reached).toArray())
                    .as("seed " + seed)
                    .isEqualTo(best);
            partial += best[1] > 0 ? 1 : 0;
        }
        assertThat(partial).as("cases where not all fit").isBetween(100, 900);
    }

    private static Answer lose(Site site, String... hosts) {
        return lose(site, ANYWHERE, hosts);
    }

    private static Answer lose(Site site, Policy policy, String... hosts) {
        Set<HostKey> lost = new HashSet<>();
        for (String host : hosts) {
            lost.add(key(host));
        }
        return FailingOver.answer(site, policy, new Question.FailOver(lost), Effort.standard());
    }
}
