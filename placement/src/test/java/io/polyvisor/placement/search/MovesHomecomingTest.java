package io.polyvisor.placement.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import org.junit.jupiter.api.Test;

final class MovesHomecomingTest {

    @Test
    void who_moved_in_vain_goes_home_when_a_stranger_can_make_room() {
        Policy anywhere = Policy.anywhere(Policy.Fill.SPREAD);
        Site site = new Town()
                .endpoint("kvm", EndpointClass.IN_HOUSE, 0, 0)
                .host("kvm", "a", 8)
                .host("kvm", "b", 8)
                .host("kvm", "c", 8)
                .guest("native", 6, guest -> guest.at(new HostKey("kvm", "a")))
                .guest("stranger", 5, guest -> guest.at(new HostKey("kvm", "b")))
                .site();
        Grid grid = new Grid(site, anywhere, Eligibility.of(site, anywhere));
        MovesBoard board = new MovesBoard(grid, new MovesUnits(site, grid));
        int atHome = board.on(0, 0);
        int stranger = board.on(1, 0);
        board.move(atHome, 2);
        board.move(stranger, 0);
        board.close(1);

        new MovesHomecoming(board, 1_000).bringHome();

        assertThat(board.place(atHome)).isZero();
        assertThat(board.place(stranger)).isEqualTo(2);
        assertThat(board.moves()).isEqualTo(1);
    }
}
