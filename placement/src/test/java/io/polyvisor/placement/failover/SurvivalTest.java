package io.polyvisor.placement.failover;

import static io.polyvisor.placement.failover.SitesForTests.key;
import static io.polyvisor.placement.failover.SitesForTests.site;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.placement.Effort;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SurvivalTest {
    private static final Policy ANYWHERE = Policy.anywhere(Policy.Fill.SPREAD);

    @Test
    void a_pool_with_a_place_for_every_guest_of_any_host_is_not_weak() {
        Site site =
                site().host("a", 8).host("b", 8).guests("a", 4).guests("b", 4).build();

        assertThat(weak(site, ANYWHERE)).isEmpty();
    }

    @Test
    void a_pool_that_cannot_restart_one_guest_is_weak() {
        Site site =
                site().host("a", 8).host("b", 8).guests("a", 4).guests("b", 5).build();

        assertThat(weak(site, ANYWHERE)).containsExactly("p");
    }

    @Test
    void what_worst_fit_misses_is_found() {
        Site site = site().host("a", 20)
                .host("b", 10)
                .host("c", 9)
                .guests("a", 5, 4, 4, 3, 3)
                .build();

        assertThat(weak(site, ANYWHERE)).isEmpty();
        assertThat(XapiPlanner.plan(site, "p").most()).isZero();
    }

    @Test
    void a_reserve_of_the_policy_is_kept_in_a_failover_too() {
        Site site =
                site().host("a", 8).host("b", 8).guests("a", 4).guests("b", 4).build();
        Policy keeping = new Policy("keeping", List.of(), Policy.Fill.SPREAD, new Reserve(1, 0, 0), Optional.empty());

        assertThat(weak(site, keeping)).containsExactly("p");
    }

    @Test
    void the_policy_can_ask_for_more_failures_than_the_pool() {
        Site site = site().host("a", 8)
                .host("b", 8)
                .host("c", 8)
                .guests("a", 4)
                .guests("b", 4)
                .guests("c", 4)
                .build();
        Policy two = new Policy("two", List.of(), Policy.Fill.SPREAD, new Reserve(0, 0, 2), Optional.empty());

        assertThat(weak(site, ANYWHERE)).isEmpty();
        assertThat(weak(site, two)).containsExactly("p");
    }

    @Test
    void a_guest_is_admitted_only_where_the_pool_stays_strong() {
        Site site = site().host("a", 8)
                .host("b", 8)
                .guests("a", 4)
                .guest("new", 2, "a", guest -> guest.at(Optional.empty()))
                .build();
        Survival survival = Survival.of(site, ANYWHERE, Map.of("a-0", key("a")), Effort.standard());

        assertThat(survival.admits("new", key("a"))).isTrue();
        survival.put("new", key("a"));
        survival.take("a-0", key("a"));
        survival.put("a-0", key("b"));
        assertThat(survival.weakPools()).isEmpty();
        survival.take("new", key("a"));
        assertThat(survival.admits("new", key("b"))).isTrue();
    }

    @Test
    void a_guest_that_would_take_the_last_room_is_not_admitted() {
        Site site = site().host("a", 8)
                .host("b", 8)
                .guests("a", 6)
                .guest("new", 3, "a", guest -> guest.at(Optional.empty()))
                .build();
        Survival survival = Survival.of(site, ANYWHERE, Map.of("a-0", key("a")), Effort.standard());

        assertThat(survival.admits("new", key("b"))).isFalse();
        assertThat(survival.holds(key("b"))).isTrue();
    }

    private static java.util.Set<String> weak(Site site, Policy policy) {
        Map<String, HostKey> places = new HashMap<>();
        site.guests().forEach((name, guest) -> guest.place().ifPresent(place -> places.put(name, place)));
        return Survival.weakPools(site, policy, places, Effort.standard());
    }
}
