package io.polyvisor.placement.search;

import static io.polyvisor.placement.search.Town.ANYWHERE;
import static io.polyvisor.placement.search.Town.key;
import static io.polyvisor.placement.search.Town.town;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.check.Checker;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Planner;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RebalancingTest {
    private static Answer rebalance(Site site, int moves) {
        Answer answer = Rebalancing.answer(site, ANYWHERE, new Question.Rebalance(moves), Effort.standard());
        assertThat(Checker.check(site, ANYWHERE, answer)).isEmpty();
        return answer;
    }

    private static long unevenness(Answer answer) {
        return answer.bounds().get(0).reached();
    }

    private static long moved(Site site, Answer answer) {
        return site.guests().values().stream()
                .filter(guest -> !answer.placeOf(guest.name()).equals(guest.place()))
                .count();
    }

    @Test
    void measure_is_the_deviation_of_free_memory_of_processors_promised_and_four_times_that_of_guests() {
        Site site = town().host("kvm", "a", 8)
                .host("kvm", "b", 8)
                .guest("x", 2, guest -> guest.at(key("a")))
                .guest("y", 2, guest -> guest.at(key("a")))
                .site();
        Answer answer = rebalance(site, 0);
        assertThat(answer.bounds().get(0).reached()).isEqualTo(4_312_500);
        assertThat(answer.verdict()).isEqualTo(Verdict.OPTIMAL);
    }

    @Test
    void one_move_evens_out_two_hosts_perfectly() {
        Site site = town().host("kvm", "a", 8)
                .host("kvm", "b", 8)
                .guest("x", 2, guest -> guest.at(key("a")))
                .guest("y", 2, guest -> guest.at(key("a")))
                .site();
        Answer answer = rebalance(site, 5);
        assertThat(answer.bounds()).containsExactly(new Bound("unevenness in millionths", 0, 0));
        assertThat(moved(site, answer)).isEqualTo(1);
    }

    @Test
    void guest_makes_room_for_another_where_no_single_move_helps() {
        Pins notOnC = new Pins(Set.of(), Set.of(), Set.of(), Set.of(key("c")));
        Site site = town().host("kvm", "a", 16)
                .host("kvm", "b", 8)
                .host("kvm", "c", 16)
                .guest("big", 7, guest -> guest.at(key("b")))
                .guest("a1", 4, guest -> guest.at(key("a")).pinned(notOnC))
                .guest("a2", 4, guest -> guest.at(key("a")).pinned(notOnC))
                .guest("a3", 4, guest -> guest.at(key("a")).pinned(notOnC))
                .guest("c1", 1, guest -> guest.at(key("c")).movable(Mobility.FIXED))
                .site();
        Answer one = rebalance(site, 1);
        Answer two = rebalance(site, 2);
        assertThat(moved(site, one)).isZero();
        assertThat(unevenness(two)).isLessThan(unevenness(one));
        assertThat(two.placeOf("big").orElseThrow()).isNotEqualTo(key("b"));
    }

    @Test
    void more_moves_are_never_worse_and_never_more_than_allowed() {
        Site site = Family.site(30, 300, 2);
        long before = Long.MAX_VALUE;
        for (int moves : new int[] {0, 1, 5, 10, 20, 40, 200}) {
            Answer answer = rebalance(site, moves);
            assertThat(moved(site, answer)).isLessThanOrEqualTo(moves);
            assertThat(unevenness(answer)).isLessThanOrEqualTo(before);
            before = unevenness(answer);
        }
    }

    @Test
    void no_single_move_helps_any_more_when_moves_are_left() {
        Site site = Family.heterogeneous(20, 200, 4);
        Answer answer = rebalance(site, 1000);
        Site then = site.withGuests(site.guests().values().stream()
                .map(guest -> guest.at(answer.placeOf(guest.name())))
                .toList());
        assertThat(unevenness(rebalance(then, 1))).isEqualTo(unevenness(answer));
    }

    @Test
    void big_pools_come_to_a_local_optimum_by_a_plan_that_can_be_carried_out() {
        Site site = Family.site(120, 4800, 1);
        Answer answer = rebalance(site, 60);
        Answer nothing = rebalance(site, 0);
        assertThat(moved(site, answer)).isEqualTo(60);
        assertThat(unevenness(answer)).isLessThan(unevenness(nothing));
        var plan = Planner.plan(site, ANYWHERE, answer, Pace.standard());
        assertThat(Checker.replay(site, ANYWHERE, plan, answer, Pace.standard()))
                .isEmpty();
    }

    @Test
    void resting_guests_stay() {
        Site site = town().host("kvm", "a", 8)
                .host("kvm", "b", 8)
                .guest("x", 2, guest -> guest.at(key("a")).active(false))
                .guest("y", 2, guest -> guest.at(key("a")).active(false))
                .site();
        assertThat(moved(site, rebalance(site, 5))).isZero();
    }

    @Test
    void same_question_gives_the_same_answer() {
        Site site = Family.site(40, 400, 3);
        Answer answer = rebalance(site, 50);
        assertThat(rebalance(site, 50)).isEqualTo(answer);
        assertThat(answer.places().keySet())
                .containsExactlyElementsOf(site.guests().values().stream()
                        .map(SiteGuest::name)
                        .sorted()
                        .toList());
    }
}
