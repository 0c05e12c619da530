package io.polyvisor.placement.search;

import static io.polyvisor.placement.search.Town.cpus;
import static io.polyvisor.placement.search.Town.key;
import static io.polyvisor.placement.search.Town.vlans;
import static io.polyvisor.placement.site.EndpointClass.CENTRAL;
import static io.polyvisor.placement.site.EndpointClass.IN_HOUSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Protection;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.Policy.Fill;
import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ShortagesTest {
    private static final Policy PACK = Policy.anywhere(Fill.PACK);

    private static Shortage shortage(Site site, Policy policy) {
        return Placing.answer(site, policy, new Question.Place(site.guests().keySet()), Effort.standard())
                .shortage()
                .orElseThrow();
    }

    private static Town inHouse() {
        return new Town().endpoint("kvm", IN_HOUSE, 150, 0);
    }

    @Test
    void guest_that_fits_nowhere_is_named_with_what_is_free_where_its_rule_allows_it() {
        Site site = inHouse()
                .endpoint("vc", CENTRAL, 365, 0)
                .host("kvm", "k1", 64)
                .host("vc", "esx1", 8)
                .guest(
                        "old",
                        4,
                        guest -> guest.protectedAs(Protection.PROTECTED).at(key("vc", "esx1")))
                .guest("db1", 8, guest -> guest.protectedAs(Protection.PROTECTED))
                .guest("web", 8)
                .site();
        Shortage shortage = shortage(site, Policy.hybrid());
        assertThat(shortage.guests()).containsExactly("db1");
        assertThat(shortage.constraints()).containsExactlyInAnyOrder(Constraint.CLASS, Constraint.MEMORY);
        assertThat(shortage.minimal()).isTrue();
        assertThat(shortage.why())
                .isEqualTo(
                        "db1 (PROTECTED, 8 GiB, 1 vCPU) does not fit on the only host that \"protected guests go to the"
                                + " central service\" allows: vc/esx1 needs 8 GiB, 4 GiB free");
        assertThat(shortage.cheapest()).contains(free("4 GiB of memory in host vc/esx1"));
    }

    private static Shortage.Addition free(String what) {
        return new Shortage.Addition(what, Optional.empty());
    }

    @Test
    void guests_that_conflict_are_as_few_as_can_be() {
        Site site = inHouse()
                .host("kvm", "k1", 10, vlans(10))
                .host("kvm", "k2", 64, vlans(20))
                .guest("a", 6, guest -> guest.on(Set.of(VlanId.of(10))))
                .guest("b", 6, guest -> guest.on(Set.of(VlanId.of(10))))
                .guest("c", 6, guest -> guest.on(Set.of(VlanId.of(20))))
                .guest("d", 6, guest -> guest.on(Set.of(VlanId.of(20))))
                .site();
        Shortage shortage = shortage(site, PACK);
        assertThat(shortage.guests()).containsExactlyInAnyOrder("a", "b");
        assertThat(shortage.minimal()).isTrue();
        assertThat(shortage.constraints()).contains(Constraint.MEMORY, Constraint.VLAN);
        assertThat(shortage.additions())
                .containsExactly(free("VLAN 10 on host kvm/k2"), free("2 GiB of memory in host kvm/k1"));
    }

    @Test
    void switching_on_comes_with_its_price_and_after_what_costs_nothing() {
        Site site = new Town()
                .endpoint("kvm", IN_HOUSE, 0, 500)
                .host("kvm", "k1", 8)
                .host("kvm", "k2", 8, host -> host.in(HostState.OFF))
                .guest("a", 5)
                .guest("b", 5)
                .site();
        assertThat(shortage(site, PACK).additions())
                .containsExactly(
                        free("2 GiB of memory in host kvm/k1"),
                        new Shortage.Addition("switch on host kvm/k2", Optional.of(Money.of(500))));
    }

    @Test
    void as_many_hosts_are_switched_on_as_it_takes() {
        Town town = inHouse();
        for (String name : List.of("k1", "k2", "k3")) {
            town.host("kvm", name, 8, host -> host.in(HostState.OFF));
        }
        Shortage shortage = shortage(town.guest("a", 6).guest("b", 6).site(), PACK);
        assertThat(shortage.cheapest()).contains(free("switch on hosts kvm/k1, kvm/k2"));
        assertThat(shortage.constraints()).contains(Constraint.HOST_STATE);
    }

    @Test
    void least_overcommit_that_is_enough_is_named() {
        Site site = inHouse()
                .host("kvm", "k1", 64, cpus(4))
                .guest("a", 1)
                .guest("b", 1)
                .guest("c", 1)
                .guest("d", 1)
                .guest("e", 1)
                .site();
        Shortage shortage = shortage(site, PACK);
        assertThat(shortage.constraints()).containsExactly(Constraint.VCPUS);
        assertThat(shortage.cheapest()).contains(free("an overcommit of 125 percent, not 100, on host kvm/k1"));
    }

    @Test
    void budget_that_would_be_enough_is_named() {
        Site site = inHouse().host("kvm", "k1", 64).guest("a", 1).guest("b", 1).site();
        Policy frugal = new Policy("frugal", List.of(), Fill.PACK, Reserve.NONE, Optional.of(Money.of(200)));
        Shortage shortage = shortage(site, frugal);
        assertThat(shortage.constraints()).containsExactly(Constraint.BUDGET);
        assertThat(shortage.guests()).containsExactlyInAnyOrder("a", "b");
        assertThat(shortage.cheapest())
                .contains(new Shortage.Addition("a budget of 300 GBP, not 200", Optional.of(Money.of(100))));
        assertThat(shortage.why()).contains("the budget is 200 GBP");
    }

    @Test
    void reserve_and_groups_that_stand_in_the_way_are_said() {
        Site site = inHouse().host("kvm", "k1", 10).guest("a", 10).site();
        Policy careful = new Policy("careful", List.of(), Fill.PACK, new Reserve(20, 0, 0), Optional.empty());
        Shortage shortage = shortage(site, careful);
        assertThat(shortage.constraints()).contains(Constraint.RESERVE);
        assertThat(shortage.why()).contains("needs 10 GiB, 8 GiB free beside the reserve of 20 percent");
        assertThat(shortage.cheapest()).contains(free("3 GiB of memory in host kvm/k1"));
        Site apart = inHouse()
                .host("kvm", "k1", 64)
                .guest("a", 1)
                .guest("b", 1)
                .group(Group.Kind.APART, "web", "a", "b")
                .site();
        assertThat(shortage(apart, PACK).constraints()).containsExactly(Constraint.APART);
        assertThat(shortage(apart, PACK).why()).contains("some of them must be kept apart");
    }
}
