package io.polyvisor.placement.failover;

import static io.polyvisor.placement.failover.SitesForTests.in;
import static io.polyvisor.placement.failover.SitesForTests.inPool;
import static io.polyvisor.placement.failover.SitesForTests.key;
import static io.polyvisor.placement.failover.SitesForTests.needing;
import static io.polyvisor.placement.failover.SitesForTests.protectedAs;
import static io.polyvisor.placement.failover.SitesForTests.site;
import static io.polyvisor.placement.failover.SitesForTests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FailoverCapacityTest {
    private static final Policy ANYWHERE = Policy.anywhere(Policy.Fill.SPREAD);
    private static final Set<Protection> COUNTED = Set.of(Protection.PROTECTED);

    @Test
    void a_packing_that_worst_fit_misses_counts() {
        Site site = site().host("a", 19)
                .host("b", 10)
                .host("c", 9)
                .guests("a", 5, 4, 4, 3, 3)
                .build();

        assertThat(XapiPlanner.plan(site, "p").most()).isZero();
        assertThat(atOnce(site).current()).isEqualTo(1);
        assertThat(inSequence(site).current()).isEqualTo(1);
    }

    @Test
    void losses_in_sequence_can_be_worse_than_the_same_losses_at_once() {
        Site site = site().host("a", 4)
                .host("b", 3)
                .host("c", 4)
                .host("d", 5)
                .host("e", 6)
                .guests("d", 3, 2)
                .guests("e", 4, 1, 1)
                .build();

        assertThat(atOnce(site).current()).isEqualTo(2);
        assertThat(inSequence(site).current()).isEqualTo(1);
        assertThat(inSequence(site).decided()).isTrue();
        assertThat(inSequence(site).counterExample()).hasSize(2);
        assertThat(inSequence(site).stranded()).isNotEmpty();
    }

    @Test
    void one_loss_too_many_is_shown_with_those_who_find_no_place() {
        Site site =
                site().hosts(8, "a", "b", "c").guests("a", 4, 4).guests("b", 4).build();

        PoolCapacity capacity = atOnce(site);

        assertThat(capacity.current()).isEqualTo(1);
        assertThat(capacity.decided()).isTrue();
        assertThat(capacity.counterExample()).hasSize(2).contains(key("a"));
        assertThat(capacity.stranded()).isNotEmpty();
        assertThat(capacity.sufficient()).isTrue();
        assertThat(capacity.fix()).isEmpty();
    }

    @Test
    void a_pool_with_nobody_to_restart_can_lose_all_hosts() {
        Site site = site().hosts(8, "a", "b")
                .guest("g", 8, "a", protectedAs(Protection.RESTART_IF_POSSIBLE))
                .build();

        assertThat(atOnce(site).current()).isEqualTo(2);
        assertThat(inSequence(site).current()).isEqualTo(2);
    }

    @Test
    void protections_that_are_counted_decide() {
        Site site = site().host("a", 8)
                .host("b", 4)
                .guest("g", 8, "a", protectedAs(Protection.RESTART_IF_POSSIBLE))
                .build();

        assertThat(atOnce(site).current()).isEqualTo(2);
        assertThat(FailoverCapacity.of(
                                site,
                                ANYWHERE,
                                Set.of(Protection.PROTECTED, Protection.RESTART_IF_POSSIBLE),
                                Meaning.AT_ONCE,
                                Effort.standard())
                        .get(0)
                        .current())
                .isZero();
    }

    @Test
    void guests_that_are_not_counted_keep_their_room_where_they_are_and_need_none_when_lost() {
        Site site = site().hosts(8, "a", "b")
                .guest("g", 4, "a")
                .guest("filler", 5, "b", protectedAs(Protection.DO_NOT_RESTART))
                .build();
        Site without =
                site.withGuests(List.of(site.guest("g"), site.guest("filler").at(key("a"))));

        assertThat(atOnce(site).current()).isZero();
        assertThat(atOnce(without).current()).isEqualTo(1);
    }

    @Test
    void virtual_processors_count() {
        Site site = site().host("a", 80, with(8, "intel", Set.of(), Set.of("shared")))
                .host("b", 80, with(8, "intel", Set.of(), Set.of("shared")))
                .guest("g", 1, "a", needing(5, Optional.empty(), Set.of()))
                .guest("h", 1, "b", needing(4, Optional.empty(), Set.of()))
                .build();

        assertThat(atOnce(site).current()).isZero();
        assertThat(XapiPlanner.plan(site, "p").most()).isEqualTo(1);
    }

    @Test
    void a_vlan_on_a_host_is_the_cheapest_fix_for_a_guest_that_needs_it() {
        Site site = site().host("a", 8, with(8, "intel", Set.of(10, 20), Set.of("shared")))
                .host("b", 8, with(8, "intel", Set.of(10), Set.of("shared")))
                .guest("g", 1, "a", needing(1, Optional.empty(), Set.of(20)))
                .build();

        PoolCapacity capacity = atOnce(site);

        assertThat(capacity.current()).isZero();
        assertThat(capacity.counterExample()).containsExactly(key("a"));
        assertThat(capacity.stranded()).containsExactly("g");
        assertThat(capacity.bound()).containsExactly("g can be started on no other host of pool p: vlan on e/b");
        assertThat(capacity.fix().map(Shortage.Addition::what)).contains("VLAN 20 on host e/b");
    }

    @Test
    void a_guest_pinned_to_a_vendor_needs_another_host_of_it() {
        Site site = site().host("a", 8)
                .host("b", 8, with(8, "amd", Set.of(10, 20), Set.of("shared")))
                .guest("g", 1, "a", needing(1, Optional.of("intel"), Set.of()))
                .build();

        assertThat(atOnce(site).current()).isZero();
        assertThat(atOnce(site).bound())
                .containsExactly("g can be started on no other host of pool p: cpu vendor on e/b");
    }

    @Test
    void guests_that_must_be_kept_apart_need_hosts_of_their_own() {
        Site site = site().hosts(8, "a", "b", "c")
                .guests("a", 1)
                .guests("b", 1)
                .guests("c", 1)
                .group(Group.Kind.APART, "a-0", "b-0", "c-0")
                .build();

        assertThat(atOnce(site).current()).isZero();
        assertThat(atOnce(site).stranded()).hasSize(1);
    }

    @Test
    void guests_that_belong_together_need_one_host_for_all() {
        Site site = site().host("a", 8).hosts(5, "b", "c").guests("a", 3, 3).build();
        Site together = site().host("a", 8)
                .hosts(5, "b", "c")
                .guests("a", 3, 3)
                .group(Group.Kind.TOGETHER, "a-0", "a-1")
                .build();

        assertThat(atOnce(site).current()).isEqualTo(1);
        assertThat(atOnce(together).current()).isZero();
    }

    @Test
    void a_guest_that_is_not_agile_is_named_and_lets_the_pool_lose_no_host() {
        Site site = site().hosts(8, "a", "b")
                .guest("local", 1, "a", SitesForTests.diskOn("local"))
                .guest("fixed", 1, "b", guest -> guest.movable(Mobility.FIXED))
                .build();

        PoolCapacity capacity = atOnce(site);

        assertThat(capacity.current()).isZero();
        assertThat(capacity.bound())
                .containsExactly("fixed is bound to host e/b", "local has a disk on local, which is not shared");
        assertThat(XapiPlanner.plan(site, "p").most()).isZero();
        assertThat(XapiPlanner.plan(site, "p").notAgile()).containsExactly("fixed", "local");
    }

    @Test
    void sharing_a_storage_is_a_fix() {
        Site site = site().hosts(8, "a", "b")
                .guest("local", 1, "a", SitesForTests.diskOn("local"))
                .build();

        assertThat(atOnce(site).fix().map(Shortage.Addition::what))
                .contains("storage local shared by all hosts of pool p");
    }

    @Test
    void a_host_in_maintenance_can_be_lost_and_takes_nobody() {
        Site site = site().host("a", 8, in(HostState.MAINTENANCE))
                .host("b", 8)
                .guests("a", 4)
                .guests("b", 4)
                .build();

        PoolCapacity capacity = atOnce(site);

        assertThat(capacity.hosts()).isEqualTo(2);
        assertThat(capacity.current()).isZero();
        assertThat(capacity.counterExample()).containsExactly(key("b"));
        assertThat(capacity.fix().map(Shortage.Addition::what)).contains("take host e/a out of maintenance");
    }

    @Test
    void hosts_that_are_off_or_not_observed_are_no_capacity() {
        Site site = site().host("a", 8)
                .host("b", 8, in(HostState.OFF))
                .host("c", 8, in(HostState.UNREACHABLE))
                .guests("a", 4)
                .build();

        PoolCapacity capacity = atOnce(site);

        assertThat(capacity.hosts()).isEqualTo(1);
        assertThat(capacity.current()).isZero();
        assertThat(capacity.fix().map(Shortage.Addition::what)).contains("switch on host e/b");
    }

    @Test
    void the_least_memory_that_helps_is_the_fix_where_nothing_else_does() {
        Site site =
                site().host("a", 8).host("b", 6).guests("a", 5).guests("b", 3).build();

        assertThat(atOnce(site).fix().map(Shortage.Addition::what)).contains("2 GiB of memory in host e/b");
    }

    @Test
    void a_search_that_gives_up_says_so_and_gives_what_it_proved() {
        SitesForTests many = site();
        for (int host = 0; host < 40; host++) {
            many.host("h" + host, 64).guests("h" + host, 7, 5, 9, 11);
        }
        PoolCapacity capacity = FailoverCapacity.of(many.build(), ANYWHERE, COUNTED, Meaning.AT_ONCE, new Effort(1, 10))
                .get(0);

        assertThat(capacity.decided()).isFalse();
        assertThat(capacity.current()).isGreaterThan(0).isLessThan(40);
        assertThat(capacity.counterExample()).isEmpty();
    }

    @Test
    void guests_are_restarted_within_their_pool() {
        Site site = site().pool("q", 1)
                .host("a", 8)
                .host("b", 80, inPool("q"))
                .host("c", 80, inPool("q"))
                .guests("a", 1)
                .guests("b", 1)
                .build();

        List<PoolCapacity> capacities =
                FailoverCapacity.of(site, ANYWHERE, COUNTED, Meaning.AT_ONCE, Effort.standard());

        assertThat(capacities).extracting(PoolCapacity::pool).containsExactly("p", "q");
        assertThat(capacities).extracting(PoolCapacity::current).containsExactly(0, 1);
    }

    @Test
    void a_site_can_lose_as_many_hosts_as_its_weakest_pool_that_has_anybody_to_restart() {
        Site site = site().pool("q", 2)
                .pool("idle", 0)
                .hosts(8, "a", "b")
                .host("c", 8, inPool("q"))
                .host("d", 8, inPool("q"))
                .host("e", 8, inPool("q"))
                .host("f", 8, inPool("idle"))
                .guests("a", 1)
                .guests("c", 1)
                .build();

        PoolCapacity whole = FailoverCapacity.ofSite(site, ANYWHERE, COUNTED, Meaning.AT_ONCE, Effort.standard());

        assertThat(whole.pool()).isEqualTo("s");
        assertThat(whole.hosts()).isEqualTo(6);
        assertThat(whole.current()).isEqualTo(1);
        assertThat(whole.counterExample())
                .hasSize(2)
                .allMatch(host -> Set.of("a", "b").contains(host.host()));
    }

    @Test
    void an_empty_pool_can_lose_its_no_hosts() {
        Site site = site().build();

        assertThat(atOnce(site).hosts()).isZero();
        assertThat(atOnce(site).current()).isZero();
        assertThat(XapiPlanner.plan(site, "p").most()).isZero();
    }

    @Test
    void what_a_pool_is_configured_to_lose_is_told() {
        Site site = site().pool("p", 3).host("a", 8).build();

        assertThat(atOnce(site).configured()).isEqualTo(3);
        assertThat(new Pool("p", 3, false).failures()).isEqualTo(3);
    }

    private static PoolCapacity atOnce(Site site) {
        return CapacityAgainstEveryAssignmentTest.capacity(site, Meaning.AT_ONCE);
    }

    private static PoolCapacity inSequence(Site site) {
        return CapacityAgainstEveryAssignmentTest.capacity(site, Meaning.IN_SEQUENCE);
    }
}
