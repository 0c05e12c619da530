package io.polyvisor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.Verb;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class TurnQueueTest {
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final TurnQueue queue = new TurnQueue(3, threads::add);
    private final List<String> done = new ArrayList<>();

    @Test
    void operations_on_one_guest_run_in_the_order_of_their_calls() {
        submit("g", Verb.START, "first");
        submit("g", Verb.PAUSE, "second");
        assertThat(threads).hasSize(1);
        runAll();
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void operations_on_different_guests_do_not_wait_for_each_other() {
        submit("g", Verb.START, "one");
        submit("h", Verb.START, "other");
        assertThat(threads).hasSize(2);
    }

    @Test
    void a_power_off_overtakes_a_shutdown_that_waits_for_the_guest() {
        submit("g", Verb.SHUTDOWN, "shutdown");
        submit("g", Verb.POWER_OFF, "power off");
        assertThat(threads).hasSize(2);
    }

    @Test
    void a_power_off_overtakes_a_shutdown_that_had_to_wait_for_its_own_turn() {
        submit("g", Verb.START, "start");
        submit("g", Verb.SHUTDOWN, "shutdown");
        submit("g", Verb.POWER_OFF, "power off");
        threads.remove().run();
        assertThat(threads).hasSize(2);
        runAll();
        assertThat(done).containsExactly("start", "shutdown", "power off");
    }

    @Test
    void a_power_off_does_not_overtake_a_snapshot() {
        submit("g", Verb.SNAPSHOT_MEMORY, "snapshot");
        submit("g", Verb.POWER_OFF, "power off");
        assertThat(threads).hasSize(1);
        assertThat(queue.underWay("g")).containsExactly(CurrentOperation.of(Verb.SNAPSHOT_MEMORY));
    }

    @Test
    void what_exceeds_the_queue_is_refused() {
        submit("g", Verb.START, "1");
        submit("g", Verb.PAUSE, "2");
        submit("h", Verb.START, "3");
        assertThatThrownBy(() -> submit("g", Verb.RESUME, "4")).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> submit("i", Verb.START, "5")).isInstanceOf(RejectedExecutionException.class);
        runAll();
        submit("i", Verb.START, "6");
        runAll();
        assertThat(done).contains("6").doesNotContain("4", "5");
    }

    @Test
    void a_held_guest_lets_nobody_in_until_it_is_released() {
        assertThat(queue.hold("g")).isTrue();
        assertThat(queue.hold("g")).isFalse();
        submit("g", Verb.START, "waits");
        assertThat(threads).isEmpty();
        queue.release("g");
        runAll();
        assertThat(done).containsExactly("waits");
    }

    @Test
    void a_turn_that_throws_lets_the_next_one_go() {
        queue.submit(new Turn(
                "g",
                Verb.START,
                () -> {
                    throw new IllegalStateException("boom");
                },
                () -> {}));
        submit("g", Verb.PAUSE, "next");
        assertThatThrownBy(this::runAll).hasMessage("boom");
        runAll();
        assertThat(done).containsExactly("next");
        assertThat(queue.close(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void what_waits_when_the_endpoint_closes_is_dropped_and_told() {
        submit("g", Verb.START, "first");
        submit("g", Verb.PAUSE, "second");
        assertThat(queue.close(Duration.ofMillis(1))).isFalse();
        runAll();
        assertThat(done).containsExactly("second dropped", "first");
        assertThat(queue.close(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void an_end_is_told_after_the_turn_is_over() {
        List<Integer> running = new ArrayList<>();
        queue.submit(new Turn("g", Verb.START, () -> () -> running.add(queue.running()), () -> {}));
        runAll();
        assertThat(running).containsExactly(0);
    }

    private void submit(String guest, Verb verb, String name) {
        queue.submit(new Turn(guest, verb, () -> () -> done.add(name), () -> done.add(name + " dropped")));
    }

    private void runAll() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }
}
