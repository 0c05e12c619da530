package io.polyvisor.placement.search;

import static io.polyvisor.placement.search.Town.cpus;
import static io.polyvisor.placement.search.Town.key;
import static io.polyvisor.placement.search.Town.vlans;
import static io.polyvisor.placement.site.EndpointClass.IN_HOUSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.Policy.Fill;
import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlacingTest {
    private static final Policy PACK = Policy.anywhere(Fill.PACK);
    private static final Policy SPREAD = Policy.anywhere(Fill.SPREAD);

    private static Answer place(Site site, Policy policy) {
        return Placing.answer(site, policy, new Question.Place(site.guests().keySet()), Effort.standard());
    }

    private static Town inHouse() {
        return new Town().endpoint("kvm", IN_HOUSE, 150, 0);
    }

    private static Town hybrid() {
        return Town.hybrid(150, 0, 365);
    }

    @Test
    void protected_guest_goes_to_the_central_service_and_the_other_stays_in_house() {
        Site site = hybrid().host("kvm", "k1", 16)
                .host("vc", "esx1", 16)
                .guest("db", 4, guest -> guest.protectedAs(Protection.PROTECTED))
                .guest("web", 4)
                .site();
        Answer answer = place(site, Policy.hybrid());
        assertThat(answer.verdict()).isEqualTo(Verdict.OPTIMAL);
        assertThat(answer.placeOf("db")).contains(key("vc", "esx1"));
        assertThat(answer.placeOf("web")).contains(key("kvm", "k1"));
        assertThat(answer.costAfter()).isEqualTo(Money.of(365 + 150));
    }

    @Test
    void cheapest_endpoint_is_filled_with_as_many_guests_as_it_can_hold() {
        Site site = hybrid().host("kvm", "k1", 8)
                .host("vc", "esx1", 64)
                .guest("big", 7)
                .guest("a", 2)
                .guest("b", 2)
                .guest("c", 2)
                .guest("d", 2)
                .site();
        Answer answer = place(site, SPREAD);
        assertThat(answer.placeOf("big")).contains(key("vc", "esx1"));
        assertThat(answer.costAfter()).isEqualTo(Money.of(4 * 150 + 365));
        assertThat(answer.bounds()).containsExactly(new Bound("cost", 96_500, 96_500));
    }

    @Test
    void host_that_costs_more_than_its_guests_would_elsewhere_is_not_used() {
        Site site = Town.hybrid(0, 1000, 365)
                .host("kvm", "k1", 64)
                .host("vc", "esx1", 64)
                .guest("a", 2)
                .guest("b", 2)
                .site();
        assertThat(place(site, SPREAD).costAfter()).isEqualTo(Money.of(730));
        Site bigger = Town.hybrid(0, 1000, 365)
                .host("kvm", "k1", 64)
                .host("vc", "esx1", 64)
                .guest("a", 2)
                .guest("b", 2)
                .guest("c", 2)
                .site();
        assertThat(place(bigger, SPREAD).costAfter()).isEqualTo(Money.of(1000));
    }

    @Test
    void packed_guests_use_as_few_hosts_as_can_be_and_spread_ones_use_all() {
        Town town = inHouse().host("kvm", "k1", 8).host("kvm", "k2", 8).host("kvm", "k3", 8);
        for (String name : List.of("a", "b", "c", "d")) {
            town.guest(name, 4);
        }
        assertThat(place(town.site(), PACK).bounds()).contains(new Bound("hosts used", 2, 2));
        assertThat(Set.copyOf(place(town.site(), SPREAD).places().values())).hasSize(3);
    }

    @Test
    void new_guest_fills_a_host_in_use_before_an_empty_one_when_packing() {
        Site site = inHouse()
                .host("kvm", "k1", 64)
                .host("kvm", "k2", 8)
                .guest("old", 4, guest -> guest.at(key("kvm", "k2")))
                .guest("new", 4)
                .site();
        assertThat(place(site, PACK).placeOf("new")).contains(key("kvm", "k2"));
        assertThat(place(site, SPREAD).placeOf("new")).contains(key("kvm", "k1"));
    }

    @Test
    void guest_of_exactly_what_is_free_fits_and_one_byte_more_does_not() {
        Site fits = inHouse()
                .host("kvm", "k1", 8)
                .guest("old", 3, guest -> guest.at(key("kvm", "k1")))
                .guest("new", 5)
                .site();
        assertThat(place(fits, PACK).verdict()).isEqualTo(Verdict.OPTIMAL);
        Site tight = fits.withGuests(List.of(
                fits.guest("old"),
                SiteGuest.of("new", 1, new Memory(Memory.gib(5).bytes() + 1))));
        assertThat(place(tight, PACK).verdict()).isEqualTo(Verdict.INFEASIBLE);
    }

    @Test
    void reserve_is_left_free_of_memory_and_of_processors() {
        Site site = inHouse().host("kvm", "k1", 10, cpus(10)).guest("g", 9).site();
        assertThat(place(site, with(new Reserve(10, 0, 0))).holds()).isTrue();
        assertThat(place(site, with(new Reserve(11, 0, 0))).holds()).isFalse();
        Site busy = inHouse().host("kvm", "k1", 10, cpus(1)).guest("g", 1).site();
        assertThat(place(busy, with(new Reserve(0, 1, 0))).verdict()).isEqualTo(Verdict.INFEASIBLE);
    }

    private static Policy with(Reserve reserve) {
        return new Policy("reserving", List.of(), Fill.PACK, reserve, Optional.empty());
    }

    @Test
    void guests_that_are_kept_apart_share_no_host() {
        Site site = inHouse()
                .host("kvm", "k1", 64)
                .host("kvm", "k2", 64)
                .guest("a", 4)
                .guest("b", 4)
                .guest("c", 4)
                .group(Group.Kind.APART, "web", "a", "b")
                .site();
        Answer answer = place(site, PACK);
        assertThat(answer.placeOf("a")).isNotEqualTo(answer.placeOf("b"));
        assertThat(answer.bounds()).contains(new Bound("hosts used", 2, 2));
    }

    @Test
    void guests_that_belong_together_go_where_one_of_them_is() {
        Site site = inHouse()
                .host("kvm", "k1", 64)
                .host("kvm", "k2", 16)
                .guest("a", 4, guest -> guest.at(key("kvm", "k2")))
                .guest("b", 4)
                .guest("c", 4)
                .group(Group.Kind.TOGETHER, "stack", "a", "b", "c")
                .site();
        Answer answer = place(site, SPREAD);
        assertThat(answer.placeOf("b")).contains(key("kvm", "k2"));
        assertThat(answer.placeOf("c")).contains(key("kvm", "k2"));
    }

    @Test
    void guest_may_join_any_host_of_a_group_that_is_torn_apart_already() {
        Site site = inHouse()
                .host("kvm", "k1", 4)
                .host("kvm", "k2", 16)
                .host("kvm", "k3", 64)
                .guest("a", 4, guest -> guest.at(key("kvm", "k1")))
                .guest("b", 4, guest -> guest.at(key("kvm", "k2")))
                .guest("c", 4)
                .group(Group.Kind.TOGETHER, "stack", "a", "b", "c")
                .site();
        assertThat(place(site, SPREAD).placeOf("c")).contains(key("kvm", "k2"));
    }

    @Test
    void guests_that_join_a_group_that_is_torn_apart_need_not_go_to_one_host() {
        Site site = inHouse()
                .host("kvm", "k1", 8)
                .host("kvm", "k2", 8)
                .host("kvm", "k3", 64)
                .guest("a", 4, guest -> guest.at(key("kvm", "k1")))
                .guest("b", 4, guest -> guest.at(key("kvm", "k2")))
                .guest("c", 4)
                .guest("d", 4)
                .group(Group.Kind.TOGETHER, "stack", "a", "b", "c", "d")
                .site();
        assertThat(place(site, SPREAD).verdict()).isEqualTo(Verdict.OPTIMAL);
    }

    @Test
    void guests_that_belong_together_and_apart_are_impossible() {
        Site site = inHouse()
                .host("kvm", "k1", 64)
                .host("kvm", "k2", 64)
                .guest("a", 4)
                .guest("b", 4)
                .group(Group.Kind.TOGETHER, "stack", "a", "b")
                .group(Group.Kind.APART, "web", "a", "b")
                .site();
        assertThat(place(site, PACK).verdict()).isEqualTo(Verdict.INFEASIBLE);
    }

    @Test
    void pins_vlans_and_host_states_are_held_to() {
        Site site = inHouse()
                .host("kvm", "k1", 64, vlans(10))
                .host("kvm", "k2", 64)
                .host("kvm", "k3", 64, host -> host.in(HostState.OFF))
                .guest("pinned", 4, guest -> guest.pinned(Pins.to(key("kvm", "k1"))))
                .guest("rare", 4, guest -> guest.on(Set.of(VlanId.of(20))))
                .guest("asleep", 4, guest -> guest.pinned(Pins.to(key("kvm", "k3"))))
                .site();
        Answer answer = Placing.answer(site, PACK, new Question.Place(Set.of("pinned", "rare")), Effort.standard());
        assertThat(answer.placeOf("pinned")).contains(key("kvm", "k1"));
        assertThat(answer.placeOf("rare")).contains(key("kvm", "k2"));
        assertThat(answer.places()).doesNotContainKey("asleep");
        assertThat(place(site, PACK).verdict()).isEqualTo(Verdict.INFEASIBLE);
    }

    @Test
    void host_that_is_over_its_capacity_gets_no_active_guest_but_an_inactive_one() {
        Town town = inHouse().host("kvm", "k1", 8).guest("old", 9, guest -> guest.at(key("kvm", "k1")));
        Site active = town.guest("new", 0).site();
        assertThat(place(active, PACK).verdict()).isEqualTo(Verdict.INFEASIBLE);
        Site inactive = town.guest("new", 4, guest -> guest.active(false)).site();
        assertThat(place(inactive, PACK).placeOf("new")).contains(key("kvm", "k1"));
        assertThat(place(inactive, PACK).costAfter()).isEqualTo(Money.of(150));
    }

    @Test
    void budget_that_is_too_small_is_proved_and_one_that_is_just_enough_is_kept() {
        Site site = inHouse().host("kvm", "k1", 64).guest("a", 4).guest("b", 4).site();
        assertThat(place(site, within(300)).verdict()).isEqualTo(Verdict.OPTIMAL);
        Answer answer = place(site, within(299));
        assertThat(answer.verdict()).isEqualTo(Verdict.INFEASIBLE);
        assertThat(answer.unplaced()).containsExactly("a", "b");
    }

    private static Policy within(long budget) {
        return new Policy("frugal", List.of(), Fill.PACK, Reserve.NONE, Optional.of(Money.of(budget)));
    }

    @Test
    void guests_with_a_place_stay_and_unknown_ones_are_refused() {
        Site site = inHouse()
                .host("kvm", "k1", 8)
                .host("kvm", "k2", 64)
                .guest("old", 8, guest -> guest.at(key("kvm", "k1")))
                .site();
        Answer answer = place(site, PACK);
        assertThat(answer.places()).containsOnlyKeys("old").containsValue(key("kvm", "k1"));
        assertThatThrownBy(() -> Placing.answer(site, PACK, new Question.Place(Set.of("nobody")), Effort.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void site_without_hosts_is_infeasible_and_nothing_asked_is_optimal() {
        Site empty = inHouse().guest("a", 1).site();
        assertThat(place(empty, PACK).verdict()).isEqualTo(Verdict.INFEASIBLE);
        assertThat(place(empty, PACK).shortage().orElseThrow().why()).isEqualTo("the site has no hosts");
        Answer nothing = Placing.answer(empty, PACK, new Question.Place(Set.of()), Effort.standard());
        assertThat(nothing.verdict()).isEqualTo(Verdict.OPTIMAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_thousand_guests_go_on_at_most_one_host_more_than_the_bound(long seed) {
        Answer answer = place(UnplacedFamily.site(100, 1000, seed, false), PACK);
        Bound hosts = answer.bounds().get(1);
        assertThat(answer.places()).hasSize(1000);
        assertThat(hosts.reached()).isBetween(hosts.least(), hosts.least() + 1);
        assertThat(hosts.least()).isGreaterThan(60);
    }

    @Test
    void hosts_of_different_sizes_are_packed_as_well() {
        Answer answer = place(UnplacedFamily.site(100, 1000, 5, true), PACK);
        Bound hosts = answer.bounds().get(1);
        assertThat(hosts.reached()).isBetween(hosts.least(), hosts.least() + 1);
        assertThat(hosts.least()).isBetween(30L, 50L);
    }

    @Test
    void same_question_gives_the_same_answer() {
        Site site = UnplacedFamily.site(40, 400, 7, true);
        assertThat(place(site, PACK)).hasToString(place(site, PACK).toString());
    }
}
