package io.polyvisor.placement.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.placement.Question;
import io.polyvisor.placement.check.Checker;
import io.polyvisor.placement.policy.Policy;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random tight sites whose guests are to change places: an order is found exactly where there is one. */
final class OrderTest {
    private static final int HOSTS = 3;
    private static final int GIB = 8;

    @Test
    void order_is_found_where_one_exists_and_disproved_where_none_does() {
        int found = 0;
        int disproved = 0;
        int roundabout = 0;
        for (long seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            int[] sizes = random.ints(3 + random.nextInt(4), 1, 8).toArray();
            int[] from = assignment(random, sizes);
            int[] to = assignment(random, sizes);
            if (from.length == 0 || to.length == 0) {
                continue;
            }
            Plan plan = plan(sizes, from, to);
            boolean possible = reachable(sizes, from, to);
            assertThat(plan.complete()).as("seed " + seed).isEqualTo(possible);
            if (possible) {
                found++;
                roundabout += plan.steps().size() > distance(from, to) ? 1 : 0;
            } else {
                disproved++;
                assertThat(plan.obstacles()).as("seed " + seed).allMatch(Plan.Obstacle::proved);
            }
        }
        assertThat(found).isGreaterThan(100);
        assertThat(roundabout).isGreaterThan(10);
        assertThat(disproved).isGreaterThan(10);
    }

    private static Plan plan(int[] sizes, int[] from, int[] to) {
        Town town = new Town();
        for (int host = 0; host < HOSTS; host++) {
            town.host("h" + host, GIB);
        }
        String[] places = new String[2 * sizes.length];
        for (int guest = 0; guest < sizes.length; guest++) {
            town.guest("g" + guest, sizes[guest], "h" + from[guest]);
            places[2 * guest] = "g" + guest;
            places[2 * guest + 1] = "h" + to[guest];
        }
        var answer = town.answer(new Question.Rebalance(100), places);
        Plan plan = town.plan(answer);
        Policy policy = Policy.anywhere(Policy.Fill.SPREAD);
        assertThat(Checker.replay(town.site(), policy, plan, answer, Pace.standard()))
                .filteredOn(violation -> !violation.rule().equals("plan-cost"))
                .isEmpty();
        return plan;
    }

    /** Places for all by first fit from a random host; none where that fails. */
    private static int[] assignment(Random random, int[] sizes) {
        int[] free = {GIB, GIB, GIB};
        int[] places = new int[sizes.length];
        for (int guest = 0; guest < sizes.length; guest++) {
            int host = random.nextInt(HOSTS);
            int tries = 0;
            while (free[host] < sizes[guest] && tries++ < HOSTS) {
                host = (host + 1) % HOSTS;
            }
            if (free[host] < sizes[guest]) {
                return new int[0];
            }
            free[host] -= sizes[guest];
            places[guest] = host;
        }
        return places;
    }

    private static int distance(int[] from, int[] to) {
        int distance = 0;
        for (int i = 0; i < from.length; i++) {
            distance += from[i] == to[i] ? 0 : 1;
        }
        return distance;
    }

    private static boolean reachable(int[] sizes, int[] from, int[] to) {
        Set<List<Integer>> seen = new HashSet<>();
        ArrayDeque<List<Integer>> open = new ArrayDeque<>();
        List<Integer> goal = java.util.Arrays.stream(to).boxed().toList();
        open.add(java.util.Arrays.stream(from).boxed().toList());
        while (!open.isEmpty()) {
            List<Integer> state = open.poll();
            if (!seen.add(state)) {
                continue;
            }
            for (int guest = 0; guest < sizes.length; guest++) {
                for (int host = 0; host < HOSTS; host++) {
                    if (host != state.get(guest) && load(sizes, state, host) + sizes[guest] <= GIB) {
                        List<Integer> next = new java.util.ArrayList<>(state);
                        next.set(guest, host);
                        open.add(next);
                    }
                }
            }
        }
        return seen.contains(goal);
    }

    private static int load(int[] sizes, List<Integer> state, int host) {
        int load = 0;
        for (int guest = 0; guest < sizes.length; guest++) {
            load += state.get(guest) == host ? sizes[guest] : 0;
        }
        return load;
    }
}
