package io.polyvisor.placement.search;

import static io.polyvisor.placement.search.Town.ANYWHERE;
import static io.polyvisor.placement.site.EndpointClass.IN_HOUSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.VlanId;
import io.polyvisor.placement.site.Site;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is found without trying everything: big problems have nothing else. */
final class ConstructionTest {
    private static Workload work(Town town) {
        Site site = town.site();
        Grid grid = new Grid(site, ANYWHERE, Eligibility.of(site, ANYWHERE));
        return Workload.of(grid, site, ANYWHERE, Ask.places(site, site.guests().keySet()));
    }

    /** Prices are in hundredths, times one more than there are hosts. */
    private static long units(Packing packing) {
        return packing.price() / (packing.work.hosts + 1) / 100;
    }

    @Test
    void smallest_guests_get_what_is_cheap() {
        Town town = Town.hybrid(100, 0, 300)
                .host("kvm", "k1", 8)
                .host("vc", "esx1", 64)
                .guest("a-big", 7)
                .guest("b-big", 6);
        for (String name : List.of("c", "d", "e", "f")) {
            town.guest(name, 2);
        }
        assertThat(units(new Construction(work(town)).build())).isEqualTo(4 * 100 + 2 * 300);
    }

    @Test
    void guest_makes_way_for_one_that_fits_nowhere_else() {
        Town town = new Town()
                .endpoint("kvm", IN_HOUSE, 0, 0)
                .host("kvm", "k1", 10)
                .host("kvm", "k2", 10, Town.vlans(10))
                .guest("a", 6)
                .guest("b", 6)
                .guest("c", 4)
                .guest("rare", 3, guest -> guest.on(Set.of(VlanId.of(20))));
        assertThat(new Construction(work(town)).build().isComplete()).isTrue();
    }

    @Test
    void polishing_moves_guests_to_cheaper_hosts_and_gives_dear_ones_up() {
        Town town = Town.hybrid(0, 1000, 300)
                .host("kvm", "k1", 8)
                .host("kvm", "k2", 8)
                .host("vc", "esx1", 64)
                .guest("a", 2)
                .guest("b", 2);
        Workload work = work(town);
        Packing packing = new Packing(work);
        packing.put(0, 0);
        packing.put(1, 1);
        assertThat(units(packing)).isEqualTo(2000);
        assertThat(units(new Polishing(packing).polish())).isEqualTo(600);
    }

    @Test
    void polishing_exchanges_a_guest_that_pays_much_for_one_that_fits_elsewhere() {
        Town town = Town.hybrid(100, 0, 300)
                .host("kvm", "k1", 4)
                .host("kvm", "k2", 2)
                .host("vc", "esx1", 64)
                .guest("big", 4)
                .guest("small", 2);
        Workload work = work(town);
        Packing packing = new Packing(work);
        packing.put(0, 2);
        packing.put(1, 0);
        Packing polished = new Polishing(packing).polish();
        assertThat(Arrays.stream(polished.at).boxed().toList()).containsExactly(0, 1);
    }
}
