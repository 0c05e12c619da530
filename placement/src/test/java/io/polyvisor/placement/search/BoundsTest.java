package io.polyvisor.placement.search;

import static io.polyvisor.placement.site.EndpointClass.CENTRAL;
import static io.polyvisor.placement.site.EndpointClass.IN_HOUSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.VlanId;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.Policy.Fill;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.Site;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Lower bounds: never above what can be reached, and as high as is easily seen. */
final class BoundsTest {
    private static final Policy PACK = Policy.anywhere(Fill.PACK);

    private static Workload work(Site site) {
        Grid grid = new Grid(site, PACK, Eligibility.of(site, PACK));
        return Workload.of(grid, site, PACK, Ask.places(site, site.guests().keySet()));
    }

    private static int fewest(Town town) {
        return new FewestHosts(work(town.site())).inAll();
    }

    private static Town threeHosts() {
        return new Town()
                .endpoint("kvm", IN_HOUSE, 0, 0)
                .host("kvm", "k1", 10)
                .host("kvm", "k2", 10)
                .host("kvm", "k3", 10);
    }

    @Test
    void two_guests_of_exactly_half_a_host_need_one() {
        assertThat(fewest(threeHosts().guest("a", 5).guest("b", 5))).isEqualTo(1);
    }

    @Test
    void guests_of_more_than_half_a_host_need_one_each() {
        assertThat(fewest(threeHosts().guest("a", 6).guest("b", 6).guest("c", 6)))
                .isEqualTo(3);
    }

    @Test
    void guests_too_big_to_lie_beside_big_ones_need_more() {
        assertThat(fewest(threeHosts().guest("a", 6).guest("b", 5).guest("c", 5).guest("d", 5)))
                .isEqualTo(3);
    }

    @Test
    void guests_kept_apart_need_a_host_each() {
        Town town = threeHosts().guest("a", 1).guest("b", 1).guest("c", 1);
        assertThat(fewest(town.group(Group.Kind.APART, "web", "a", "b", "c"))).isEqualTo(3);
    }

    @Test
    void guests_of_hosts_that_have_nothing_in_common_add_up() {
        Town town = new Town()
                .endpoint("kvm", IN_HOUSE, 0, 0)
                .host("kvm", "k1", 10, Town.vlans(10))
                .host("kvm", "k2", 10, Town.vlans(20))
                .guest("a", 1, guest -> guest.on(Set.of(VlanId.of(10))))
                .guest("b", 1, guest -> guest.on(Set.of(VlanId.of(20))));
        assertThat(fewest(town)).isEqualTo(2);
    }

    @Test
    void hosts_with_memory_and_hosts_with_processors_are_weighed_together() {
        Town town = new Town()
                .endpoint("kvm", IN_HOUSE, 0, 0)
                .host("kvm", "k1", 12, Town.cpus(4))
                .host("kvm", "k2", 4, Town.cpus(12))
                .host("kvm", "k3", 4, Town.cpus(12));
        for (int number = 0; number < 10; number++) {
            town.guest("g" + number, 1);
        }
        assertThat(fewest(town)).isEqualTo(2);
    }

    @Test
    void bounds_are_never_above_the_best_that_trying_everything_finds() {
        SplittableRandom random = new SplittableRandom(4);
        int tight = 0;
        for (int round = 0; round < 300; round++) {
            Workload work = work(random(random));
            ExactSearch exact = new ExactSearch(work, admission(), Long.MAX_VALUE / 2, 200_000);
            Packing best = exact.search();
            assertThat(exact.isFinished()).isTrue();
            if (best == null) {
                continue;
            }
            long least = new PriceBound(work).least();
            assertThat(least).as("round %d", round).isLessThanOrEqualTo(best.price());
            assertThat(new FewestHosts(work).areTooMany()).isFalse();
            tight += least == best.price() ? 1 : 0;
        }
        assertThat(tight).isGreaterThan(100);
    }

    private static Admission admission() {
        Site site = threeHosts().site();
        Grid grid = new Grid(site, PACK, Eligibility.of(site, PACK));
        return new Admission(site, site, PACK, grid, Effort.standard());
    }

    private static Site random(SplittableRandom random) {
        Town town = new Town()
                .endpoint("kvm", IN_HOUSE, 50L * random.nextInt(3), 100L * random.nextInt(3))
                .endpoint("vc", CENTRAL, 100L * random.nextInt(3), 0);
        for (int host = 0; host < 4; host++) {
            String endpoint = random.nextInt(3) == 0 ? "vc" : "kvm";
            town.host(endpoint, "h" + host, 6 + random.nextInt(10), Town.cpus(2 + random.nextInt(4)));
        }
        for (int guest = 0; guest < 6; guest++) {
            boolean asleep = random.nextInt(8) == 0;
            town.guest("g" + guest, 1 + random.nextInt(6), each -> each.active(!asleep));
        }
        if (random.nextBoolean()) {
            town.group(Group.Kind.TOGETHER, "stack", "g0", "g1");
        }
        return town.site();
    }
}
