package io.polyvisor.placement.search;

import static io.polyvisor.placement.search.Town.ANYWHERE;
import static io.polyvisor.placement.search.Town.key;
import static io.polyvisor.placement.search.Town.town;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.check.Checker;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Planner;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Site;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EvacuatingTest {
    private static Answer evacuate(Site site, HostKey host) {
        Answer answer = Evacuating.answer(site, ANYWHERE, new Question.Evacuate(host), Effort.standard());
        assertThat(Checker.check(site, ANYWHERE, answer)).isEmpty();
        return answer;
    }

    @Test
    void nothing_is_proved_of_a_host_that_a_scattered_group_could_leave_together() {
        Site site = town().host("kvm", "a", 2)
                .host("kvm", "b", 2)
                .host("kvm", "c", 8)
                .guest("x", 2, guest -> guest.at(key("a")))
                .guest("y", 2, guest -> guest.at(key("b")))
                .group(Group.Kind.TOGETHER, "pair", "x", "y")
                .site();

        Answer answer = Evacuating.answer(site, ANYWHERE, new Question.Evacuate(key("a")), Effort.standard());

        assertThat(Checker.check(site, ANYWHERE, answer)).isEmpty();
        assertThat(answer.verdict()).isNotEqualTo(Verdict.INFEASIBLE);
    }

    @Test
    void every_guest_of_a_family_leaves_by_one_move_each_and_a_plan_leads_there() {
        for (long seed = 1; seed <= 5; seed++) {
            for (Site site : new Site[] {Family.site(50, 500, seed), Family.heterogeneous(50, 500, seed)}) {
                for (int host = 0; host < 50; host += 10) {
                    Answer answer = evacuate(site, Family.key(host));
                    Bound moves = answer.bounds().get(0);
                    assertThat(moves.measure()).isEqualTo("moves");
                    assertThat(moves.reached()).isLessThanOrEqualTo((long) (1.05 * moves.least()));
                    assertThat(Checker.replay(
                                    site,
                                    ANYWHERE,
                                    Planner.plan(site, ANYWHERE, answer, Pace.standard()),
                                    answer,
                                    Pace.standard()))
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void another_guest_makes_room_where_that_must_be_and_no_fewer_moves_will_do() {
        Site site = town().host("kvm", "a", 8)
                .host("kvm", "b", 8)
                .host("kvm", "c", 8)
                .guest("x", 6, guest -> guest.at(key("a")))
                .guest("y", 3, guest -> guest.at(key("b")))
                .guest("z", 4, guest -> guest.at(key("c")))
                .site();
        Answer answer = evacuate(site, key("a"));
        assertThat(answer.verdict()).isEqualTo(Verdict.OPTIMAL);
        assertThat(answer.bounds()).containsExactly(new Bound("moves", 2, 2));
        assertThat(answer.placeOf("y")).contains(key("c"));
        assertThat(answer.released()).containsExactly(key("a"));
    }

    @Test
    void guest_that_cannot_be_moved_is_named_and_nobody_moves() {
        Site site = town().host("kvm", "a", 8)
                .host("kvm", "b", 8)
                .guest("x", 1, guest -> guest.at(key("a")).movable(Mobility.FIXED))
                .guest("y", 1, guest -> guest.at(key("a")))
                .site();
        Answer answer = evacuate(site, key("a"));
        assertThat(answer.verdict()).isEqualTo(Verdict.INFEASIBLE);
        Shortage shortage = answer.shortage().orElseThrow();
        assertThat(shortage.guests()).containsExactly("x");
        assertThat(shortage.constraints()).containsExactly(Constraint.FIXED);
        assertThat(shortage.why()).contains("x").contains("kvm/b");
        assertThat(answer.placeOf("y")).contains(key("a"));
    }

    @Test
    void guest_that_is_bigger_than_every_other_host_is_named_with_figures() {
        Site site = town().host("kvm", "a", 32)
                .host("kvm", "b", 8)
                .guest("x", 16, guest -> guest.at(key("a")))
                .site();
        Answer answer = evacuate(site, key("a"));
        assertThat(answer.verdict()).isEqualTo(Verdict.INFEASIBLE);
        assertThat(answer.shortage().orElseThrow().why()).contains("16 GiB").contains("8 GiB");
    }

    @Test
    void host_that_is_off_is_the_cheapest_help_where_room_is_missing() {
        Site site = town().host("kvm", "a", 8)
                .host("kvm", "b", 8)
                .host("kvm", "c", 8, host -> host.in(HostState.OFF))
                .guest("x", 6, guest -> guest.at(key("a")))
                .guest("y", 6, guest -> guest.at(key("b")))
                .site();
        Answer answer = evacuate(site, key("a"));
        assertThat(answer.verdict()).isEqualTo(Verdict.INFEASIBLE);
        assertThat(answer.shortage().orElseThrow().additions())
                .extracting(Shortage.Addition::what)
                .containsExactly("switch on host kvm/c", "4 GiB of memory in host kvm/b");
    }

    @Test
    void resting_guests_leave_too_but_for_those_that_cannot() {
        Site site = town().host("kvm", "a", 8)
                .host("kvm", "b", 8)
                .guest("x", 16, guest -> guest.at(key("a")).active(false))
                .guest("y", 1, guest -> guest.at(key("a")).active(false).movable(Mobility.FIXED))
                .guest("z", 1, guest -> guest.at(key("a")))
                .site();
        Answer answer = evacuate(site, key("a"));
        assertThat(answer.placeOf("x")).contains(key("b"));
        assertThat(answer.placeOf("y")).contains(key("a"));
        assertThat(answer.placeOf("z")).contains(key("b"));
        assertThat(answer.released()).isEmpty();
    }

    @Test
    void guests_that_belong_together_leave_to_one_host() {
        Site site = town().host("kvm", "a", 8)
                .host("kvm", "b", 3)
                .host("kvm", "c", 3)
                .host("kvm", "d", 8)
                .guest("x", 2, guest -> guest.at(key("a")))
                .guest("y", 2, guest -> guest.at(key("a")))
                .group(Group.Kind.TOGETHER, "pair", "x", "y")
                .site();
        Answer answer = evacuate(site, key("a"));
        assertThat(answer.placeOf("x")).contains(key("d"));
        assertThat(answer.placeOf("y")).contains(key("d"));
    }

    @Test
    void fewest_moves_and_impossibility_agree_with_trying_everything() {
        int possible = 0;
        int withHelp = 0;
        int impossible = 0;
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int hosts = 3 + random.nextInt(2);
            int[] sizes = random.ints(4 + random.nextInt(3), 1, 7).toArray();
            int[] places = places(random, hosts, sizes);
            if (places.length == 0) {
                continue;
            }
            Answer answer = evacuate(site(hosts, sizes, places), key("h0"));
            int fewest = fewest(hosts, sizes, places);
            if (fewest == Integer.MAX_VALUE) {
                impossible++;
                assertThat(answer.verdict()).as("seed " + seed).isEqualTo(Verdict.INFEASIBLE);
            } else {
                possible++;
                assertThat(answer.verdict()).as("seed " + seed).isEqualTo(Verdict.OPTIMAL);
                assertThat(answer.bounds().get(0).reached()).as("seed " + seed).isEqualTo(fewest);
                withHelp += fewest
                                > java.util.Arrays.stream(places)
                                        .filter(place -> place == 0)
                                        .count()
                        ? 1
                        : 0;
            }
        }
        assertThat(possible).isGreaterThan(50);
        assertThat(withHelp).isGreaterThan(10);
        assertThat(impossible).isGreaterThan(20);
    }

    private static Site site(int hosts, int[] sizes, int[] places) {
        Town town = town();
        for (int host = 0; host < hosts; host++) {
            town.host("kvm", "h" + host, 8);
        }
        for (int guest = 0; guest < sizes.length; guest++) {
            HostKey place = key("h" + places[guest]);
            town.guest("g" + guest, sizes[guest], one -> one.at(place));
        }
        return town.site();
    }

    private static int[] places(Random random, int hosts, int[] sizes) {
        int[] free = new int[hosts];
        java.util.Arrays.fill(free, 8);
        int[] places = new int[sizes.length];
        for (int guest = 0; guest < sizes.length; guest++) {
            int size = sizes[guest];
            int[] able = java.util.stream.IntStream.range(0, hosts)
                    .filter(host -> free[host] >= size)
                    .toArray();
            if (able.length == 0) {
                return new int[0];
            }
            places[guest] = able[random.nextInt(able.length)];
            free[places[guest]] -= size;
        }
        return places;
    }

    private static int fewest(int hosts, int[] sizes, int[] places) {
        int best = Integer.MAX_VALUE;
        for (int code = 0; code < Math.pow(hosts, sizes.length); code++) {
            int[] load = new int[hosts];
            int moves = 0;
            int rest = code;
            for (int guest = 0; guest < sizes.length; guest++) {
                load[rest % hosts] += sizes[guest];
                moves += rest % hosts == places[guest] ? 0 : 1;
                rest /= hosts;
            }
            boolean fits = load[0] == 0 && java.util.Arrays.stream(load).allMatch(each -> each <= 8);
            best = fits ? Math.min(best, moves) : best;
        }
        return best;
    }
}
