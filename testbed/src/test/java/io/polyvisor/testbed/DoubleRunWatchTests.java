package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DoubleRunWatchTests {
    private static final Set<String> WEB = Set.of("web");
    private static final Set<String> NOBODY = Set.of();

    private final DoubleRunWatch watch = DoubleRunWatch.told(place("a"), place("b"), place("c"));

    private static RunningGuests place(String name) {
        return new RunningGuests() {
            @Override
            public String place() {
                return name;
            }

            @Override
            public Set<String> names() {
                throw new TestbedFailure("nobody looks");
            }
        };
    }

    private void round(Set<String> a, Set<String> b, Set<String> c) {
        watch.saw("a", a);
        watch.saw("b", b);
        watch.saw("c", c);
    }

    @Test
    void guest_that_moves_between_two_looks_did_not_run_twice() {
        round(WEB, NOBODY, NOBODY);
        // The look at a came before the hand-over, the look at b after it.
        round(WEB, WEB, NOBODY);
        round(NOBODY, WEB, NOBODY);
        round(NOBODY, NOBODY, WEB);
        round(WEB, NOBODY, NOBODY);
        assertThat(watch.doubles()).isEmpty();
        assertThat(watch.wayOf("web")).containsExactly("a", "b", "c", "a");
    }

    @Test
    void guest_that_was_seen_here_then_there_then_here_again_ran_twice() {
        round(WEB, NOBODY, WEB);
        watch.saw("a", WEB);
        assertThat(watch.doubles()).containsExactly("web ran on a and on c");
    }

    @Test
    void two_guests_of_one_name_that_never_end_are_seen_from_both_sides() {
        round(NOBODY, WEB, WEB);
        round(NOBODY, WEB, WEB);
        assertThat(watch.doubles()).containsExactlyInAnyOrder("web ran on b and on c", "web ran on c and on b");
    }

    @Test
    void place_that_could_not_be_looked_at_proves_nothing() {
        round(WEB, NOBODY, NOBODY);
        watch.saw("b", WEB);
        watch.couldNotSee("a", "hidden");
        watch.saw("a", WEB);
        assertThat(watch.doubles()).isEmpty();
        assertThat(watch.troubles()).containsExactly("a: hidden");
    }

    @Test
    void watch_goes_on_until_it_is_closed() {
        try (DoubleRunWatch looking = DoubleRunWatch.over(Duration.ofMillis(1), place("a"))) {
            Patience.until("some rounds", Duration.ofSeconds(10), () -> looking.rounds() > 3);
            looking.close();
            long rounds = looking.rounds();
            assertThat(looking.troubles()).hasSize((int) rounds);
        }
    }

    @Test
    void guests_whose_processors_stand_do_not_run() {
        assertThat(RunningGuests.OfHost.running("""
                 1    web      running
                 2    db       paused
                 3    mail     in shutdown
                 4    wiki     crashed
                 -    off      shut off
                """)).containsExactlyInAnyOrder("web", "mail");
    }
}
