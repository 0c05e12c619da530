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
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RebalancingTest {
    /** What steepest descent alone, as Ganeti's balancer does it, comes to on the site of {@link #few_moves_are_spent_better_than_one_after_the_other}. */
    private static final long DESCENT_WITH_20 = 7_477_873;

    private static final long DESCENT_WITH_40 = 5_661_338;

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
    void bound_is_what_the_moves_can_make_of_the_numbers_of_guests() {
        Town crowded = town().host("kvm", "a", 16).host("kvm", "b", 16).host("kvm", "c", 16);
        guestsOn(crowded, "a", 6);
        guestsOn(crowded, "b", 2);
        guestsOn(crowded, "c", 1);
        assertThat(least(crowded.site(), 1)).isEqualTo(5_656_854);
        assertThat(least(crowded.site(), 2)).isEqualTo(3_265_986);
        assertThat(least(crowded.site(), 3)).isZero();
    }

    @Test
    void nothing_is_claimed_where_guests_may_come_from_hosts_that_are_not_counted() {
        Town town = town().host("kvm", "a", 16)
                .host("kvm", "b", 16)
                .host("kvm", "c", 16, any -> any.in(HostState.MAINTENANCE));
        guestsOn(town, "a", 2);
        guestsOn(town, "b", 1);
        guestsOn(town, "c", 1);
        Answer answer = rebalance(town.site(), 1);
        assertThat(answer.bounds()).containsExactly(new Bound("unevenness in millionths", 2_062_500, 0));
    }

    private static void guestsOn(Town town, String host, int count) {
        for (int guest = 0; guest < count; guest++) {
            town.guest(host + guest, 1, any -> any.at(key(host)));
        }
    }

    private static long least(Site site, int moves) {
        return rebalance(site, moves).bounds().get(0).least();
    }

    @Test
    void few_moves_are_spent_better_than_one_after_the_other() {
        Site site = Family.site(40, 400, 1);
        assertThat(unevenness(rebalance(site, 20))).isLessThan(DESCENT_WITH_20);
        assertThat(unevenness(rebalance(site, 40))).isLessThan(DESCENT_WITH_40);
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
