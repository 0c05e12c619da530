package io.polyvisor.placement.search;

import static io.polyvisor.placement.search.Town.ANYWHERE;
import static io.polyvisor.placement.search.Town.key;
import static io.polyvisor.placement.search.Town.town;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.check.Checker;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Planner;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Site;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ConsolidatingTest {
    private static Answer consolidate(Site site, OptionalInt hosts) {
        return Consolidating.answer(site, ANYWHERE, new Question.Consolidate(hosts), Effort.standard());
    }

    private static Answer checked(Site site, OptionalInt hosts) {
        Answer answer = consolidate(site, hosts);
        assertThat(Checker.check(site, ANYWHERE, answer)).isEmpty();
        return answer;
    }

    private static Bound bound(Answer answer, String measure) {
        return answer.bounds().stream()
                .filter(bound -> bound.measure().equals(measure))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void families_come_down_to_fewer_hosts_with_few_moves_more_than_the_bound() {
        for (long seed = 1; seed <= 5; seed++) {
            for (int hosts : new int[] {85, 80}) {
                Site uneven = Family.heterogeneous(100, 1000, seed);
                assertThat(overTheBound(uneven, hosts))
                        .as("%s, uneven, seed %s", hosts, seed)
                        .isLessThanOrEqualTo(1.05);
                if (seed > 1) {
                    Site even = Family.site(100, 1000, seed);
                    assertThat(overTheBound(even, hosts))
                            .as("%s, even, seed %s", hosts, seed)
                            .isLessThanOrEqualTo(1.05);
                }
            }
        }
    }

    /** 80 are as few as memory allows: nearly every host is filled up, and many more have to move than were on those emptied. */
    @Test
    void family_comes_down_to_hosts_that_are_all_but_full() {
        Site site = Family.site(100, 1000, 1);
        assertThat(overTheBound(site, 85)).isLessThanOrEqualTo(1.05);
        assertThat(checked(site, OptionalInt.of(80)).released()).hasSize(20);
    }

    private static double overTheBound(Site site, int hosts) {
        Answer answer = checked(site, OptionalInt.of(hosts));
        assertThat(answer.released()).hasSize(site.hosts().size() - hosts);
        Bound moves = bound(answer, "moves");
        return (double) moves.reached() / moves.least();
    }

    @Test
    void family_comes_down_to_the_fewest_hosts_or_little_more_by_a_plan_that_can_be_carried_out() {
        Site site = Family.site(50, 500, 1);
        Answer answer = checked(site, OptionalInt.empty());
        Bound hosts = bound(answer, "hosts used");
        assertThat(hosts.reached()).isLessThanOrEqualTo((long) Math.ceil(1.03 * hosts.least()));
        // One host chosen once and for all takes 76: the 75 are found by trading.
        assertThat(bound(answer, "moves").reached()).isLessThanOrEqualTo(75);
        var plan = Planner.plan(site, ANYWHERE, answer, Pace.standard());
        assertThat(plan.complete()).isTrue();
        assertThat(Checker.replay(site, ANYWHERE, plan, answer, Pace.standard()))
                .isEmpty();
    }

    @Test
    void least_populated_host_is_emptied_and_released() {
        Site site = town().host("kvm", "a", 8)
                .host("kvm", "b", 8)
                .host("kvm", "c", 8)
                .guest("v", 1, guest -> guest.at(key("a")))
                .guest("w", 1, guest -> guest.at(key("a")))
                .guest("x", 1, guest -> guest.at(key("b")))
                .guest("y", 1, guest -> guest.at(key("c")))
                .guest("z", 1, guest -> guest.at(key("c")))
                .site();
        Answer answer = checked(site, OptionalInt.of(2));
        assertThat(answer.verdict()).isEqualTo(Verdict.OPTIMAL);
        assertThat(answer.released()).containsExactly(key("b"));
        assertThat(answer.bounds()).containsExactly(new Bound("hosts used", 2, 2), new Bound("moves", 1, 1));
    }

    @Test
    void host_with_a_guest_that_cannot_be_moved_stays_in_use() {
        Site site = town().host("kvm", "a", 8)
                .host("kvm", "b", 8)
                .guest("x", 1, guest -> guest.at(key("a")).movable(Mobility.FIXED))
                .guest("y", 1, guest -> guest.at(key("b")))
                .guest("z", 1, guest -> guest.at(key("b")))
                .site();
        Answer answer = checked(site, OptionalInt.empty());
        assertThat(answer.released()).containsExactly(key("b"));
        assertThat(answer.placeOf("z")).contains(key("a"));
    }

    /** a and b could be left by x and y together, for c: that is not looked for, and so nothing is proved. */
    @Test
    void nothing_is_proved_of_hosts_that_a_scattered_group_could_leave_together() {
        Site site = town().host("kvm", "a", 2)
                .host("kvm", "b", 2)
                .host("kvm", "c", 8)
                .guest("x", 2, guest -> guest.at(key("a")))
                .guest("y", 2, guest -> guest.at(key("b")))
                .guest("z", 1, guest -> guest.at(key("c")))
                .group(Group.Kind.TOGETHER, "pair", "x", "y")
                .site();

        assertThat(bound(checked(site, OptionalInt.empty()), "hosts used").least())
                .isEqualTo(1);
        assertThat(checked(site, OptionalInt.of(1)).verdict()).isNotEqualTo(Verdict.INFEASIBLE);
    }

    @Test
    void resting_guests_leave_a_host_that_is_emptied() {
        Site site = town().host("kvm", "a", 8)
                .host("kvm", "b", 8)
                .guest("x", 1, guest -> guest.at(key("a")))
                .guest("y", 1, guest -> guest.at(key("b")))
                .guest("z", 1, guest -> guest.at(key("b")))
                .guest("rest", 32, guest -> guest.at(key("a")).active(false))
                .guest("rest2", 32, guest -> guest.at(key("b")).active(false))
                .site();
        Answer answer = checked(site, OptionalInt.of(1));
        assertThat(answer.released()).containsExactly(key("a"));
        assertThat(answer.placeOf("rest")).contains(key("b"));
    }

    @Test
    void fewer_hosts_than_hold_all_guests_are_refused_with_proof() {
        Site site = town().host("kvm", "a", 8)
                .host("kvm", "b", 8)
                .guest("x", 5, guest -> guest.at(key("a")))
                .guest("y", 5, guest -> guest.at(key("b")))
                .site();
        Answer answer = checked(site, OptionalInt.of(1));
        assertThat(answer.verdict()).isEqualTo(Verdict.INFEASIBLE);
        assertThat(answer.shortage().orElseThrow().why()).contains("at least 2 hosts");
    }

    @Test
    void pool_keeps_the_hosts_that_its_protected_guests_could_be_restarted_on() {
        Town town = town().pool("kvm", 1);
        for (String name : new String[] {"a", "b", "c"}) {
            town.host("kvm", name, 8)
                    .guest("on-" + name, 1, guest -> guest.at(key(name)).protectedAs(Protection.PROTECTED));
        }
        Answer answer = checked(town.site(), OptionalInt.empty());
        assertThat(answer.released()).hasSize(1);
        assertThat(checked(town.pool("kvm", 0).site(), OptionalInt.empty()).released())
                .hasSize(2);
    }

    @Test
    void cheapest_single_host_is_switched_on_where_one_is_too_full() {
        Site site = new Town()
                .endpoint("kvm", EndpointClass.IN_HOUSE, 0, 10)
                .host("kvm", "a", 8)
                .host("kvm", "small", 2, host -> host.in(HostState.OFF))
                .host("kvm", "b", 8, host -> host.in(HostState.OFF))
                .guest("x", 6, guest -> guest.at(key("a")))
                .guest("y", 4, guest -> guest.at(key("a")))
                .site();
        Answer answer = checked(site, OptionalInt.empty());
        assertThat(answer.engaged()).containsExactly(key("b"));
        assertThat(answer.placeOf("y")).contains(key("b"));
        assertThat(answer.verdict()).isEqualTo(Verdict.OPTIMAL);
        var plan = Planner.plan(site, ANYWHERE, answer, Pace.standard());
        assertThat(Checker.replay(site, ANYWHERE, plan, answer, Pace.standard()))
                .isEmpty();
    }

    @Test
    void host_is_switched_on_where_the_pool_survives_too_little() {
        Site site = town().pool("kvm", 1)
                .host("kvm", "a", 8)
                .host("kvm", "b", 8, host -> host.in(HostState.OFF))
                .host("kvm", "c", 8, host -> host.in(HostState.OFF))
                .guest("x", 6, guest -> guest.at(key("a")).protectedAs(Protection.PROTECTED))
                .site();
        Answer answer = consolidate(site, OptionalInt.empty());
        assertThat(answer.engaged()).containsExactly(key("b"));
        assertThat(answer.released()).isEmpty();
    }

    @Test
    void same_question_gives_the_same_answer() {
        Site site = Family.site(40, 400, 3);
        assertThat(consolidate(site, OptionalInt.empty())).isEqualTo(consolidate(site, OptionalInt.empty()));
    }
}
