package io.polyvisor.placement.search;

import static io.polyvisor.placement.search.Town.key;
import static io.polyvisor.placement.site.EndpointClass.IN_HOUSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.failover.Survival;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.Policy.Fill;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Placing guests in pools that must survive the loss of hosts. */
final class AdmissionTest {
    private static final Policy PACK = Policy.anywhere(Fill.PACK);
    private static final Policy SPREAD = Policy.anywhere(Fill.SPREAD);

    private static Town threeHosts() {
        return new Town()
                .endpoint("kvm", IN_HOUSE, 0, 0)
                .pool("kvm", 1)
                .host("kvm", "k1", 10)
                .host("kvm", "k2", 10)
                .host("kvm", "k3", 10);
    }

    private static SiteGuest shielded(SiteGuest guest) {
        return guest.protectedAs(Protection.PROTECTED);
    }

    private static Answer place(Site site, Policy policy) {
        return Placing.answer(site, policy, new Question.Place(site.guests().keySet()), Effort.standard());
    }

    @Test
    void room_is_left_for_the_guests_of_a_host_that_may_be_lost() {
        Town town = threeHosts();
        for (String name : List.of("a", "b", "c", "d")) {
            town.guest(name, 5, AdmissionTest::shielded);
        }
        Answer full = place(town.site(), SPREAD);
        assertThat(full.verdict()).isEqualTo(Verdict.OPTIMAL);
        assertThat(Survival.weakPools(town.site(), SPREAD, full.places(), Effort.standard()))
                .isEmpty();
        Answer tooFull = place(town.guest("e", 5, AdmissionTest::shielded).site(), SPREAD);
        assertThat(tooFull.verdict()).isEqualTo(Verdict.INFEASIBLE);
        assertThat(tooFull.shortage().orElseThrow().constraints()).contains(Constraint.FAILOVER);
        assertThat(tooFull.shortage().orElseThrow().why()).contains("pools must be able to lose hosts");
    }

    @Test
    void unprotected_guest_does_not_take_the_room_that_protected_ones_need() {
        Site site = threeHosts()
                .guest("a", 8, guest -> shielded(guest).at(key("kvm", "k1")))
                .guest("b", 8, guest -> shielded(guest).at(key("kvm", "k2")))
                .guest("new", 3)
                .site();
        Answer answer = place(site, PACK);
        assertThat(answer.verdict()).isEqualTo(Verdict.INFEASIBLE);
        Site smaller =
                site.withGuests(List.of(site.guest("a"), site.guest("b"), SiteGuest.of("new", 1, Memory.gib(2))));
        assertThat(place(smaller, PACK).verdict()).isEqualTo(Verdict.OPTIMAL);
    }

    @Test
    void pool_that_is_too_weak_already_takes_what_does_not_weaken_it() {
        Site site = threeHosts()
                .guest("a", 8, guest -> shielded(guest).at(key("kvm", "k1")))
                .guest("b", 8, guest -> shielded(guest).at(key("kvm", "k2")))
                .guest("c", 8, guest -> shielded(guest).at(key("kvm", "k3")))
                .guest("new", 1)
                .site();
        assertThat(place(site, PACK).verdict()).isEqualTo(Verdict.OPTIMAL);
    }

    @Test
    void host_where_a_guest_would_weaken_the_pool_is_rejected_for_that() {
        Site site = new Town()
                .endpoint("kvm", IN_HOUSE, 0, 0)
                .endpoint("other", IN_HOUSE, 10, 0)
                .pool("kvm", 1)
                .host("kvm", "k1", 10)
                .host("kvm", "k2", 10)
                .host("other", "o1", 10)
                .guest("a", 8, guest -> shielded(guest).at(key("kvm", "k1")))
                .guest("new", 4)
                .site();
        Answer answer = place(site, PACK);
        assertThat(answer.placeOf("new")).contains(key("other", "o1"));
        Explanation explanation = Explaining.explain(site, PACK, answer, "new");
        assertThat(explanation.rejected())
                .filteredOn(each -> each.host().equals(key("kvm", "k2")))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.binding()).contains(Constraint.FAILOVER);
                    assertThat(each.words()).isEqualTo("would leave pool kvm unable to lose as many hosts as it must");
                });
    }

    @Test
    void guest_stays_when_its_new_protection_asks_no_more_than_the_pool_survives_and_moves_or_not_when_it_does() {
        Question.ChangeProtection question = new Question.ChangeProtection("a", Protection.PROTECTED);
        Site roomy =
                threeHosts().guest("a", 8, guest -> guest.at(key("kvm", "k1"))).site();
        assertThat(Reprotecting.answer(roomy, PACK, question, Effort.standard()).placeOf("a"))
                .contains(key("kvm", "k1"));
        Site full = threeHosts()
                .guest("a", 8, guest -> guest.at(key("kvm", "k1")))
                .guest("b", 8, guest -> guest.at(key("kvm", "k2")))
                .guest("c", 8, guest -> guest.at(key("kvm", "k3")))
                .site();
        Answer answer = Reprotecting.answer(full, PACK, question, Effort.standard());
        assertThat(answer.verdict()).isEqualTo(Verdict.INFEASIBLE);
        assertThat(answer.shortage().orElseThrow().constraints()).contains(Constraint.FAILOVER);
        assertThat(answer.shortage().orElseThrow().why())
                .startsWith(
                        "the pool of kvm/k1 could no longer lose as many hosts as it must with a protected like that");
    }

    @Test
    void rooms_for_big_guests_are_kept_free_among_hundreds_that_are_spread() {
        Site family = UnplacedFamily.site(40, 400, 3, false);
        Site site = new Site(
                family.name(),
                family.currency(),
                family.endpoints(),
                Map.of("p", new Pool("p", 1, true)),
                family.hosts(),
                family.storages(),
                family.withGuests(family.guests().values().stream()
                                .map(AdmissionTest::shielded)
                                .toList())
                        .guests(),
                List.of(),
                family.services());
        Answer answer = place(site, SPREAD);
        assertThat(answer.holds()).isTrue();
        assertThat(Survival.weakPools(site, SPREAD, answer.places(), Effort.standard()))
                .isEqualTo(Set.of());
    }
}
