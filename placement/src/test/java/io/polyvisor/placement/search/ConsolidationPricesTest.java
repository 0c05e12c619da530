package io.polyvisor.placement.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Site;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bounds on moves beside a search that tries every assignment of a few guests to four hosts. */
final class ConsolidationPricesTest {
    private static final int SITES = 400;
    private static final int HOSTS = 4;
    private static final int GUESTS = 7;
    private static final Policy ANYWHERE = Policy.anywhere(Policy.Fill.SPREAD);

    @Test
    void no_assignment_takes_fewer_moves_than_the_bound_says() {
        int sharper = 0;
        int reached = 0;
        for (long seed = 0; seed < SITES; seed++) {
            Grid grid = grid(seed);
            int[] fewest = fewestMoves(grid);
            for (int emptied = 1; emptied < HOSTS; emptied++) {
                MovesBoard board = board(grid, seed);
                List<Integer> up = IntStream.range(0, HOSTS).boxed().toList();
                List<Integer> candidates =
                        up.stream().filter(host -> board.activeGuests(host) > 0).toList();
                int used = candidates.size();
                if (emptied > used || fewest[used - emptied] == Integer.MAX_VALUE) {
                    continue;
                }
                ConsolidationRanking ranking = new ConsolidationRanking(board, up, candidates);
                ConsolidationPrices prices = ranking.prices(emptied);
                prices.raise(fewest[used - emptied] + 2, 1_000_000);
                assertThat(prices.leastMoves())
                        .as("seed %s, %s emptied", seed, emptied)
                        .isLessThanOrEqualTo(fewest[used - emptied]);
                sharper += prices.leastMoves() > ranking.leastMoves(emptied) ? 1 : 0;
                reached += prices.leastMoves() == fewest[used - emptied] ? 1 : 0;
            }
        }
        assertThat(sharper).isGreaterThan(30);
        assertThat(reached).isGreaterThan(200);
    }

    private static Site site(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Town town = new Town().endpoint("kvm", EndpointClass.IN_HOUSE, 0, 10);
        int[] free = new int[HOSTS];
        for (int host = 0; host < HOSTS; host++) {
            int size = 8 + 4 * random.nextInt(random.nextInt(2) + 1);
            free[host] = size;
            town.host("kvm", "h" + host, size);
        }
        boolean crowded = random.nextInt(8) == 0;
        for (int guest = 0; guest < GUESTS; guest++) {
            int size = 1 + random.nextInt(6);
            int host = random.nextInt(HOSTS);
            boolean fixed = random.nextInt(12) == 0;
            if (free[host] >= size || crowded) {
                free[host] -= size;
                town.guest("g" + guest, size, one -> {
                    var placed = one.at(new HostKey("kvm", "h" + host));
                    return fixed ? placed.movable(Mobility.FIXED) : placed;
                });
            }
        }
        return town.site();
    }

    private static Grid grid(long seed) {
        Site site = site(seed);
        return new Grid(site, ANYWHERE, Eligibility.of(site, ANYWHERE));
    }

    private static MovesBoard board(Grid grid, long seed) {
        return new MovesBoard(grid, new MovesUnits(site(seed), grid));
    }

    /** For each number of hosts in use, and fewer, the fewest moves that lead there. */
    private static int[] fewestMoves(Grid grid) {
        int[] fewest = new int[HOSTS + 1];
        Arrays.fill(fewest, Integer.MAX_VALUE);
        every(grid, 0, new int[grid.guests()], fewest);
        for (int used = 1; used <= HOSTS; used++) {
            fewest[used] = Math.min(fewest[used], fewest[used - 1]);
        }
        return fewest;
    }

    private static void every(Grid grid, int guest, int[] places, int[] fewest) {
        if (guest == places.length) {
            consider(grid, places, fewest);
            return;
        }
        for (int host = 0; host < HOSTS; host++) {
            if (host == grid.place(guest) || grid.open(guest, host)) {
                places[guest] = host;
                every(grid, guest + 1, places, fewest);
            }
        }
    }

    private static void consider(Grid grid, int[] places, int[] fewest) {
        long[] taken = new long[HOSTS];
        boolean[] received = new boolean[HOSTS];
        int moves = 0;
        for (int guest = 0; guest < places.length; guest++) {
            taken[places[guest]] += grid.wantedMemory(guest);
            boolean moved = places[guest] != grid.place(guest);
            received[places[guest]] |= moved;
            moves += moved ? 1 : 0;
        }
        for (int host = 0; host < HOSTS; host++) {
            if (received[host] && taken[host] > grid.memory(host)) {
                return;
            }
        }
        int used = (int) Arrays.stream(places).distinct().count();
        fewest[used] = Math.min(fewest[used], moves);
    }
}
